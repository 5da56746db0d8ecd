import { amountsOf, mostOf } from '../../lib/graph/amounts';
import { quantityOf } from '../../lib/graph/quantity';
import { shown } from '../helpers/resources';

test('the larger of two amounts is of both', () => {
  const most = mostOf(amountsOf({ cpu: 1, memory: '1Gi' }), amountsOf({ cpu: '900m', other: 3 }));
  expect(shown(most)).toEqual({ cpu: '1', memory: '1Gi', other: '3' });
});

test('what is no quantity is left out', () => {
  expect(shown(amountsOf({ cpu: 'much', memory: null, other: 1 }))).toEqual({ other: '1' });
  expect(amountsOf('cpu').size).toBe(0);
  expect(quantityOf([])).toBeUndefined();
});

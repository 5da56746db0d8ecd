import { check } from '../../../lib/check';
import { rules } from '../../../lib/checks';
import { strange } from '../../../tools/bench/strange';
import { graphOf } from '../../helpers/graph';

test.each(strange)('the checks come to an end over 60 of: $name', ({ make }) => {
  const manifests = make(60);
  expect(manifests.length).toBeGreaterThan(1);
  expect(check(graphOf(...manifests), rules)).toEqual(expect.any(Array));
});

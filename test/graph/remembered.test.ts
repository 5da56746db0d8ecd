import { kept } from '../../lib/graph/remembered';

test('what was made for a key is not made again, even where it is nothing', () => {
  const make = jest.fn<undefined, [object]>();
  const ask = kept(make);
  const [one, other] = [{}, {}];
  expect([one, other, one].map(ask)).toEqual([undefined, undefined, undefined]);
  expect(make.mock.calls).toEqual([[one], [other]]);
});

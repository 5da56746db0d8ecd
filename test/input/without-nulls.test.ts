import { withoutNulls } from '../../lib/input/without-nulls';

test('a field without a value is none, and a text without one is empty', () => {
  const manifest = {
    metadata: { labels: { app: null }, annotations: null },
    data: { a: null, b: 'x' },
    spec: { replicas: null, args: [null, { name: null }], nodeSelector: { zone: null } },
  };
  expect(withoutNulls(manifest)).toEqual({
    metadata: { labels: { app: '' } },
    data: { a: '', b: 'x' },
    spec: { args: [null, {}], nodeSelector: { zone: '' } },
  });
});

test('what stands in two places stays one', () => {
  const shared = { x: null, y: 1 };
  const read = withoutNulls({ a: shared, b: [shared] }) as { a: object; b: object[] };
  expect(read).toEqual({ a: { y: 1 }, b: [{ y: 1 }] });
  expect(read.b[0]).toBe(read.a);
});

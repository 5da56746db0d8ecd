import { visitStats } from '../../../cluster/story/visit-stats';

test('requests are counted by when they were sent, their texts and errors by kind', () => {
  const visits = [
    { at: 90, took: 5, text: 'before' },
    { at: 100, took: 10, text: 'v1' },
    { at: 300, took: 600, text: 'v2' },
    { at: 200, took: 20, text: 'v1' },
    { at: 400, took: 2000, error: 'timeout' },
    { at: 420, took: 1, error: 'ECONNREFUSED' },
    { at: 500, took: 5, text: 'after' },
  ];
  expect(visitStats(visits, 100, 500)).toEqual({
    sent: 5,
    failed: 2,
    slow: 1,
    texts: { v1: 2, v2: 1 },
    errors: { timeout: 1, ECONNREFUSED: 1 },
    p95: 600,
    outage: 2000,
  });
});

test('a span without requests has no failure and no outage', () => {
  expect(visitStats([], 0, 1000)).toEqual({
    sent: 0,
    failed: 0,
    slow: 0,
    texts: {},
    errors: {},
    p95: 0,
    outage: 0,
  });
});

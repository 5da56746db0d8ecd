import { chart, perSecond, stepLine, tickSeconds } from '../../../cluster/story/chart';

test('failed requests are counted second by second', () => {
  expect(perSecond([0, 999, 1000, 2400, 9000], 0, 2500)).toEqual([2, 1, 1]);
});

test('the step line begins with the state at the beginning and stops at the end', () => {
  const changes = [
    { at: 50, ready: 3 },
    { at: 500, ready: 5 },
  ];
  expect(stepLine(changes, 100, 1000)).toEqual([
    { at: 100, ready: 3 },
    { at: 500, ready: 5 },
  ]);
  expect(stepLine(changes, 0, 1000)).toEqual([{ at: 0, ready: 3 }, ...changes]);
  expect(stepLine(changes, 100, 400)).toEqual([{ at: 100, ready: 3 }]);
  expect(stepLine([], 0, 1000)).toEqual([{ at: 0, ready: 0 }]);
});

test('the time axis has round steps', () => {
  expect(tickSeconds(0.4)).toEqual([0]);
  expect(tickSeconds(64)).toEqual([0, 10, 20, 30, 40, 50, 60]);
  expect(tickSeconds(7200)).toHaveLength(13);
});

test('pods are a step line and failed requests bars, between the marks of the chapters', () => {
  const svg = chart({
    from: 0,
    to: 10_000,
    ready: [
      { at: 0, ready: 4 },
      { at: 5000, ready: 2 },
    ],
    failed: [5100, 5200],
    acts: [
      { name: 'llegar', from: 0 },
      { name: 'a & b', from: 5000 },
    ],
  });
  expect(svg).toContain('<path class="pods" d="M44 64H494V134H944"/>');
  expect(svg.match(/<rect class="bar".*/g)).toEqual([
    '<rect class="bar" x="494" y="240" width="90" height="90"/>',
  ]);
  expect(svg).toContain('<text x="498" y="46">2 a &amp; b</text>');
  expect(svg).toContain(
    '<desc id="desc">De 0 a 4 pods listos en 10 s; 2 peticiones perdidas. Capítulos: llegar, a &amp; b.</desc>',
  );
});

test('a story that stopped at once still has a chart', () => {
  expect(chart({ from: 0, to: 0, ready: [], failed: [], acts: [] })).not.toMatch(/NaN|Infinity/);
});

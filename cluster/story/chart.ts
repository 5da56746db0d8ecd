import type { ReadyPods } from './ready-pods';

/** What the chart shows; times are in milliseconds. */
export interface ChartData {
  readonly from: number;
  readonly to: number;
  readonly ready: readonly ReadyPods[];
  /** When the failed requests were sent. */
  readonly failed: readonly number[];
  readonly acts: readonly { readonly name: string; readonly from: number }[];
}

const [width, left, right] = [960, 44, 944];
const pods = { top: 64, bottom: 204 };
const fails = { top: 240, bottom: 330 };
const height = 382;

/** Ready pods (a step line) and failed requests (a bar each second), over time, as an SVG file. */
export function chart(data: ChartData): string {
  const { from, to, ready, failed, acts } = data;
  const span = Math.max(1, to - from);
  const x = (at: number) => round(left + ((at - from) / span) * (right - left));
  const most = Math.max(1, ...ready.map((change) => change.ready));
  const y = (count: number) => round(pods.bottom - (count / most) * (pods.bottom - pods.top));

  const bins = perSecond(failed, from, to);
  const worst = Math.max(1, ...bins);
  const bars = bins.flatMap((count, second) => {
    const tall = round((count / worst) * (fails.bottom - fails.top));
    const [start, end] = [x(from + second * 1000), x(Math.min(to, from + second * 1000 + 1000))];
    const box = `x="${start}" y="${round(fails.bottom - tall)}" width="${round(end - start)}" height="${tall}"`;
    return count === 0 ? [] : [`<rect class="bar" ${box}/>`];
  });
  const marks = acts.map(({ name, from: at }, index) => {
    const row = index % 2 === 0 ? 28 : 46;
    const line = `<line class="mark" x1="${x(at)}" y1="${row - 10}" x2="${x(at)}" y2="${fails.bottom}"/>`;
    const side = x(at) > right - 90 ? `class="end" x="${x(at) - 4}"` : `x="${x(at) + 4}"`;
    return `${line}<text ${side} y="${row}">${index + 1} ${escape(name)}</text>`;
  });
  const ticks = tickSeconds(span / 1000).map((second) => {
    const place = `x="${x(from + second * 1000)}" y="${height - 10}"`;
    return `<text class="middle" ${place}>${second} s</text>`;
  });
  const level = (text: number, at: number) =>
    `<text class="end" x="${left - 6}" y="${at}">${text}</text>`;
  const steps = stepLine(ready, from, to).map(({ at, ready: count }, index) =>
    index === 0 ? `M${x(at)} ${y(count)}` : `H${x(at)}V${y(count)}`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">
<title id="title">Pods listos y peticiones perdidas durante la demo</title>
<desc id="desc">De 0 a ${most} pods listos en ${Math.round(span / 1000)} s; ${failed.length} peticiones perdidas. Capítulos: ${acts.map(({ name }) => escape(name)).join(', ')}.</desc>
<style>
  .back { fill: #fff } text { font: 12px system-ui, sans-serif; fill: #24292f } .end { text-anchor: end } .middle { text-anchor: middle }
  .mark, .axis { stroke: #8c959f } .mark { stroke-dasharray: 2 4 }
  .pods { fill: none; stroke: #0969da; stroke-width: 2.5 } .bar, .of-bars { fill: #cf222e } .of-pods { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    .back { fill: #0d1117 } text { fill: #e6edf3 } .mark, .axis { stroke: #6e7681 }
    .pods { stroke: #58a6ff } .bar, .of-bars { fill: #ff7b72 } .of-pods { fill: #58a6ff }
  }
</style>
<rect class="back" width="${width}" height="${height}"/>
${marks.join('\n')}
<line class="axis" x1="${left}" y1="${pods.bottom}" x2="${right}" y2="${pods.bottom}"/>
<line class="axis" x1="${left}" y1="${fails.bottom}" x2="${right}" y2="${fails.bottom}"/>
<path class="pods" d="${steps.join('')}H${right}"/>
${bars.join('\n')}
${level(most, pods.top + 4)}${level(0, pods.bottom)}${level(worst, fails.top + 4)}${level(0, fails.bottom)}
<text x="${left}" y="${pods.bottom + 16}" class="of-pods">pods listos</text>
<text x="${left}" y="${fails.bottom + 16}" class="of-bars">peticiones perdidas por segundo</text>
${ticks.join('\n')}
</svg>
`;
}

/** The changes from `from` to `to`, beginning with the state at `from`. */
export function stepLine(ready: readonly ReadyPods[], from: number, to: number): ReadyPods[] {
  const before = ready.findLast(({ at }) => at <= from) ?? ready[0];
  return [
    { at: from, ready: before?.ready ?? 0 },
    ...ready.filter(({ at }) => at > from && at <= to),
  ];
}

/** How many of `times` lie in each second from `from` to `to`. */
export function perSecond(times: readonly number[], from: number, to: number): number[] {
  const bins = new Array<number>(Math.ceil((to - from) / 1000)).fill(0);
  for (const at of times) {
    const second = Math.floor((at - from) / 1000);
    if (bins[second] !== undefined) bins[second]++;
  }
  return bins;
}

/** At most nine round times from 0 to `seconds`. */
export function tickSeconds(seconds: number): number[] {
  const step = [1, 2, 5, 10, 20, 30, 60, 120, 300].find((size) => seconds / size <= 8) ?? 600;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
}

const round = (number: number) => Math.round(number * 10) / 10;
const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

import { Judges } from '../../lib/apiserver/judge';
import { Graph } from '../../lib/graph/graph';
import { graphOf } from '../../lib/synthesize';
import { plainTeam } from './plain-team';
import { appOf } from './team';

/** What it takes to ask the API server inside about some objects. */
export interface ApiServerTimes {
  /** Milliseconds on the clock until it answers. */
  readonly ready: number;
  /** Milliseconds on the clock until all objects are judged, from then on. */
  readonly judged: number;
  /** The most memory that the process held, in MiB, and what it held of that before. */
  readonly memory: number;
  readonly before: number;
}

/** Asks in this process, which must be a new one. */
function measure(count: number): ApiServerTimes {
  const { objects } = graphOf(appOf(count, plainTeam));
  const before = process.memoryUsage.rss() / 2 ** 20;
  const judges = new Judges();
  const start = performance.now();
  judges.judge(new Graph(objects.slice(0, 1)))();
  const ready = performance.now();
  const judgements = judges.judge(new Graph(objects))();
  const judged = performance.now();
  const refused = judgements.filter(({ answer }) => answer.errors ?? answer.panic);
  if (refused.length > 0) throw new Error(JSON.stringify(refused[0]?.answer));
  return {
    ready: ready - start,
    judged: judged - ready,
    memory: process.resourceUsage().maxRSS / 1024,
    before,
  };
}

console.log(JSON.stringify(measure(Number(process.argv[2]))));

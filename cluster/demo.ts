import type { Stage } from './story/chapter';
import { proof } from './story/chapter-evidence';
import { heal } from './story/chapter-heal';
import { reach } from './story/chapter-reach';
import { scaleDown, scaleUp } from './story/chapter-scale';
import { rollback, update } from './story/chapter-update';
import { connect } from './lib/connect';
import { clusterFlags, httpUrl, wholeNumber } from './lib/flags';
import { LoadClient } from './story/load-client';
import { manifestFiles } from './lib/manifests';
import { type Act, perform } from './story/perform';
import { ReadyPodsWatch } from './story/ready-pods';
import { findRoute } from './story/route';
import { run } from './lib/run';
import { say } from './lib/say';
import { needStart, tidyUp } from './story/start-state';
import { UserError } from './lib/user-error';
import { writeReport } from './story/write-report';

const story = [reach, scaleUp, update, rollback, heal, scaleDown, proof];

void run({
  name: 'demo',
  does: 'Plays the story of the workshop on the cluster, checks every claim, and writes a report.',
  flags: {
    ...clusterFlags,
    dir: { value: 'FOLDER', help: 'folder of manifests', default: 'dist' },
    url: { value: 'URL', help: 'where the Service answers, when the demo does not find it' },
    rate: { value: 'N', help: 'requests per second', default: '50' },
    report: { value: 'FOLDER', help: 'where the report goes', default: 'demo-report' },
    timeout: { value: 'SECONDS', help: 'how long each wait may take', default: '120' },
  },
  body: async ({ dir, url, rate, report, timeout, ...target }) => {
    const perSecond = wholeNumber('rate', rate, 1, 500);
    const seconds = wholeNumber('timeout', timeout, 1, 3600);
    const given = url === undefined ? undefined : httpUrl('url', url);
    manifestFiles(dir);
    const kubectl = await connect(target);
    await needStart(kubectl, dir, seconds);
    const route = await findRoute(kubectl, given);
    say.text(`Las visitas (${perSecond} por segundo) entran por ${route.how}: ${route.url}`);

    const begin = performance.now();
    const now = () => performance.now() - begin;
    const load = new LoadClient(route.url, now);
    const watch = new ReadyPodsWatch(kubectl, now);
    const stage: Stage = { kubectl, load, seconds, evidence: [] };
    const acts: Act[] = [];
    const stopped = () => acts.length < story.length || acts.some(({ ok }) => !ok);
    try {
      watch.start();
      load.start(perSecond);
      for (const [index, chapter] of story.entries()) {
        const act = await perform(
          chapter,
          `${index + 1}/${story.length}`,
          acts.at(-1)?.to ?? 0,
          stage,
        );
        acts.push(act);
        if (!act.ok) break;
      }
    } finally {
      load.stop();
      await Promise.all([load.settle(), watch.stop(), route.close()]);
      // Also after Ctrl-C, which has ended every other kubectl.
      if (stopped()) await tidyUp(kubectl.undisturbed(), dir, seconds);
    }

    const { context } = target;
    const { evidence } = stage;
    const played = { date: new Date(), context, ...route, perSecond, acts, evidence };
    const path = writeReport(report, played, { visits: load.visits, ready: watch.changes });
    say.next(`Informe: ${path}`);
    const last = acts.at(-1)?.chapter.title ?? '';
    if (stopped())
      throw new UserError(`the demo failed in its chapter "${last}": ${path} tells why`);
  },
});

import { readFileSync } from 'node:fs';
import type { Chapter } from '../../cluster/story/chapter';
import { hello, helloPods, untilPods } from '../../cluster/story/hello';
import { LoadClient } from '../../cluster/story/load-client';
import { type Act, perform } from '../../cluster/story/perform';
import { ReadyPodsWatch } from '../../cluster/story/ready-pods';
import { findRoute, type Route } from '../../cluster/story/route';
import { writeReport } from '../../cluster/story/write-report';
import { context, kubectl, pods, verb } from './cluster';

const perSecond = 200;
const folder = 'demo-report';

const loseOne: Chapter = {
  name: 'caer',
  title: 'Un pod cae sin avisar',
  tale: 'Borramos un pod a la fuerza: no puede despedirse.',
  claim: 'vuelven a ser tres',
  mayFail: true,
  async play({ load, seconds }) {
    const [lost] = await helloPods(kubectl);
    const start = load.now();
    const remove = ['delete', 'pod', lost?.metadata.name ?? '', '--force', '--grace-period=0'];
    await kubectl.text(['-n', hello.namespace, ...remove]);
    await untilPods(kubectl, hello.replicas, seconds, lost ? [lost] : []);
    return `tres pods listos en ${((load.now() - start) / 1000).toFixed(1)} s`;
  },
};

const drain: Chapter = {
  name: 'vaciar',
  title: 'Vaciar un nodo',
  tale: 'Se vacía el nodo que más pods de la demo tiene.',
  claim: 'sus pods siguen en el otro nodo, y ninguna petición se pierde',
  async play({ seconds }) {
    const nodes = (await pods(hello.namespace, `app=${hello.name}`)).map(
      ({ spec }) => spec.nodeName,
    );
    const node = nodes.sort().find((name, index) => nodes[index + 1] === name) ?? '';
    // Not the StatefulSet: its volumes stay on the node, and so its budget would hold the drain back for good.
    const others = '--pod-selector=!statefulset.kubernetes.io/pod-name';
    const all = ['--ignore-daemonsets', '--delete-emptydir-data', '--force', others];
    try {
      await kubectl.text(['drain', node, ...all, `--timeout=${seconds}s`]);
      await untilPods(kubectl, hello.replicas, seconds);
    } finally {
      await kubectl.text(['uncordon', node]);
    }
    return `${node} quedó vacío`;
  },
};

describe(`under ${perSecond} visits each second`, () => {
  test('the demo keeps every claim, and loses no visit in a planned change', async () => {
    const { code, stderr } = await verb('demo', '--rate', String(perSecond), '--report', folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = readFileSync(`${folder}/report.md`, 'utf8');
    const rows = report.split('\n').filter((row) => /^\| \d/.test(row));
    const cells = rows.map((row) => row.split(' | ').map((cell) => parseFloat(cell)));
    const sum = (column: number) => cells.reduce((total, row) => total + (row[column] ?? 0), 0);
    expect(sum(5) / sum(4)).toBeGreaterThan(perSecond * 0.95);
  });

  describe('from outside the story', () => {
    const acts: Act[] = [];
    let [route, load, watch]: [Route?, LoadClient?, ReadyPodsWatch?] = [];
    const play = async (chapter: Chapter) => {
      if (!load) throw new Error('the load client has not started');
      const stage = { kubectl, load, seconds: 120, evidence: [] };
      const act = await perform(chapter, `${acts.length + 1}/2`, acts.at(-1)?.to ?? 0, stage);
      acts.push(act);
      if (!act.ok) throw new Error(act.seen);
    };
    beforeAll(async () => {
      route = await findRoute(kubectl, undefined);
      const begin = performance.now();
      const now = () => performance.now() - begin;
      load = new LoadClient(route.url, now);
      watch = new ReadyPodsWatch(kubectl, now);
      watch.start();
      load.start(perSecond);
    });
    afterAll(async () => {
      load?.stop();
      await Promise.all([load?.settle(), watch?.stop(), route?.close()]);
      if (!route || !load || !watch) return;
      const run = { date: new Date(), context, ...route, perSecond, acts, evidence: [] };
      writeReport(`${folder}/drain`, run, { visits: load.visits, ready: watch.changes });
    });

    test('a pod that is killed is replaced, and what it cost is told', async () => {
      await play(loseOne);
    });

    test('the node with most of its pods is drained, and no visit is lost', async () => {
      await play(drain);
    });
  });
});

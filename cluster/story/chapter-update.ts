import type { Chapter } from './chapter';
import { hello, helloDeployment, textArgument, textPatch, untilPods } from './hello';
import { waitForRollout } from '../lib/rollout';
import { UserError } from '../lib/user-error';

const inDemo = ['-n', hello.namespace];

/** A chapter that replaces the version `from` by the version `to` while the visitors go on. */
function change(
  from: string,
  to: string,
  words: Pick<Chapter, 'name' | 'title' | 'tale'>,
  command: (patch: string) => readonly string[],
): Chapter {
  return {
    ...words,
    claim: `se ven las dos versiones, al final solo «${to}», y ninguna petición perdida`,
    async play({ kubectl, load, seconds }) {
      const before = await helloDeployment(kubectl);
      const { text } = textArgument(before);
      if (text !== from) {
        throw new UserError(
          `hello-api says "${text}", and should still say "${from}": does another demo run on this cluster?`,
        );
      }
      const start = load.now();
      await kubectl.show([...inDemo, ...command(textPatch(before, to))]);
      await waitForRollout(kubectl, before, seconds);
      const took = ((load.now() - start) / 1000).toFixed(1);
      // The old pods are let go last; a request that they lost would be seen until then.
      await untilPods(kubectl, before.spec.replicas ?? 1, seconds);
      await load.untilOnly(to, 50, seconds);
      return `en ${took} s todos los pods dicen «${to}»`;
    },
    judge: ({ texts }) => {
      const missing = [from, to].filter((text) => texts[text] === undefined);
      const strange = Object.keys(texts).filter((text) => text !== from && text !== to);
      if (missing.length > 0) return `nadie vio «${missing.join('», «')}»`;
      return strange.length > 0 ? `alguien vio «${strange.join('», «')}»` : undefined;
    },
  };
}

export const update = change(
  hello.v1,
  hello.v2,
  {
    name: 'actualizar',
    title: 'Actualizar poco a poco (rolling update)',
    tale: 'Sale la versión 2. El Deployment cambia los pods poco a poco: en cada momento falta como mucho uno (maxUnavailable: 1) y sobra como mucho uno (maxSurge: 1). Los demás siguen atendiendo, y por un momento conviven las dos versiones.',
  },
  (patch) => ['patch', `deploy/${hello.name}`, '--type=json', '-p', patch],
);

export const rollback = change(
  hello.v2,
  hello.v1,
  {
    name: 'revertir',
    title: 'Volver atrás (rollback)',
    tale: 'La versión 2 no gustó. El Deployment guarda sus revisiones en ReplicaSets, y volver a la anterior es un solo comando, con el mismo cuidado que la ida.',
  },
  () => ['rollout', 'undo', `deploy/${hello.name}`],
);

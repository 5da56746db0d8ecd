import type { Chapter } from './chapter';
import { hello, helloDeployment, untilPods } from './hello';
import { waitForRollout } from '../lib/rollout';

/** A chapter that changes the number of pods while the visitors go on. */
function scaling(replicas: number, words: Pick<Chapter, 'name' | 'title' | 'tale'>): Chapter {
  return {
    ...words,
    claim: `${replicas} pods listos y ninguna petición perdida`,
    async play({ kubectl, load, seconds }) {
      const from = load.now();
      const scale = ['scale', `deploy/${hello.name}`, `--replicas=${replicas}`];
      await kubectl.show(['-n', hello.namespace, ...scale]);
      await waitForRollout(kubectl, await helloDeployment(kubectl), seconds);
      await untilPods(kubectl, replicas, seconds);
      const took = ((load.now() - from) / 1000).toFixed(1);
      await load.untilOnly(hello.v1, 50, seconds);
      return `${replicas} pods listos en ${took} s`;
    },
  };
}

export const scaleUp = scaling(5, {
  name: 'escalar',
  title: 'Escalar sin caída',
  tale: 'Llegan más visitas. No arrancamos nada a mano: declaramos que queremos 5 réplicas y el clúster crea las que faltan, mientras las visitas siguen entrando.',
});

export const scaleDown = scaling(hello.replicas, {
  name: 'volver',
  title: 'Volver al principio',
  tale: `Baja la marea: otra vez ${hello.replicas} réplicas, como dice dist/. Un pod que se despide deja primero de recibir visitas y termina las que tiene.`,
});

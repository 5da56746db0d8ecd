import type { Chapter } from './chapter';
import { hello, helloPods, untilPods } from './hello';

export const heal: Chapter = {
  name: 'sanar',
  title: 'Autorreparación (self-healing)',
  tale: 'Ahora el desastre: borramos todos los pods a la fuerza y a la vez. Nadie los vuelve a crear a mano: el ReplicaSet ve que faltan y los repone. Aquí sí se pierden visitas, y vale la pena medir cuántas.',
  claim: 'todos los pods son nuevos y están otra vez completos',
  mayFail: true,
  async play({ kubectl, load, seconds }) {
    const before = await helloPods(kubectl);
    const start = load.now();
    const remove = ['delete', 'pod', '-l', `app=${hello.name}`, '--force', '--grace-period=0'];
    await kubectl.show(['-n', hello.namespace, ...remove]);
    await untilPods(kubectl, before.length, seconds, before);
    const took = ((load.now() - start) / 1000).toFixed(1);
    await kubectl.show(['-n', hello.namespace, 'get', 'pods']);
    await load.untilOnly(hello.v1, 50, seconds);
    return `${before.length} pods borrados, ${before.length} nuevos listos en ${took} s`;
  },
};

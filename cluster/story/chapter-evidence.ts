import type { Chapter } from './chapter';
import { hello } from './hello';
import { say } from '../lib/say';

const shown = [
  ['get', 'nodes'],
  ['-n', hello.namespace, 'get', 'deploy,rs,pods,svc', '-o', 'wide'],
];
/** Long outputs: they are for the report alone. */
const kept = [
  ['-n', hello.namespace, 'describe', `deploy/${hello.name}`],
  ['-n', hello.namespace, 'logs', '-l', `app=${hello.name}`, '--tail=50'],
];

export const proof: Chapter = {
  name: 'evidencias',
  title: 'Comprobaciones y evidencias',
  tale: 'Lo que se afirma se muestra: los nodos, los objetos, la historia del Deployment y los registros de los pods.',
  claim: 'el clúster lo confirma todo',
  async play({ kubectl, evidence }) {
    for (const args of [...shown, ...kept]) {
      const quiet = kept.includes(args);
      if (quiet) say.command(`${kubectl.line(args)}   # en el informe`);
      const output = await (quiet ? kubectl.text(args) : kubectl.show(args));
      evidence.push({ line: kubectl.line(args), output });
    }
    return `${evidence.length} evidencias guardadas`;
  },
};

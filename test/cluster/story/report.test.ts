import { proof } from '../../../cluster/story/chapter-evidence';
import { report } from '../../../cluster/story/report';
import { visitStats } from '../../../cluster/story/visit-stats';

const run = {
  date: new Date(0),
  context: 'lab',
  url: 'http://10.0.0.1:30080/',
  how: 'el NodePort de un nodo',
  perSecond: 50,
};
const stats = visitStats(
  [
    { at: 1, took: 3, text: 'a|b' },
    { at: 2, took: 4, error: 'timeout' },
  ],
  0,
  9,
);
const act = { chapter: proof, from: 0, to: 1500, ok: true, seen: 'dos\nlíneas', stats };

test('the report is a table of the chapters and the evidence, fenced whatever it holds', () => {
  const evidence = [{ line: 'kubectl get nodes', output: 'one\n```\n' }];
  expect(report({ ...run, acts: [act], evidence })).toBe(`# Informe de la demo

✅ Todo lo que se afirmó se cumplió.

- Fecha: 1970-01-01T00:00:00.000Z
- Contexto de kubectl: \`lab\`
- Visitas: 50 por segundo a <http://10.0.0.1:30080/> (el NodePort de un nodo), cada una con su propia conexión; 2 en total

![Pods listos y peticiones perdidas durante la demo](timeline.svg)

| # | Capítulo | Se afirma | Resultado | Duración | Peticiones | Perdidas | Lentas (≥ 0,5 s) | p95 | Textos vistos |
|--:|---|---|---|--:|--:|--:|--:|--:|---|
| 1 | Comprobaciones y evidencias | el clúster lo confirma todo | ✅ dos<br>líneas | 1.5 s | 2 | 1<br>timeout (1) | 0 | 3 ms | a\\|b (1) |

## Evidencias

<details><summary><code>kubectl get nodes</code></summary>

\`\`\`\`text
one
\`\`\`
\`\`\`\`

</details>
`);
});

test('a story that stopped says where', () => {
  const text = report({ ...run, acts: [{ ...act, ok: false }], evidence: [] });
  expect(text).toContain('❌ Se detuvo en «Comprobaciones y evidencias».');
  expect(text).toContain('La demo no llegó a recogerlas.');
});

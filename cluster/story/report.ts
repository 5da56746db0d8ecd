import type { Evidence } from './chapter';
import type { Act } from './perform';

/** What the report tells of a run of the demo. */
export interface Run {
  readonly date: Date;
  readonly context: string;
  readonly url: string;
  readonly how: string;
  readonly perSecond: number;
  readonly acts: readonly Act[];
  readonly evidence: readonly Evidence[];
}

/** The report of a run in Markdown, in Spanish; the chart is `timeline.svg` beside it. */
export function report(run: Run): string {
  const { date, context, url, how, perSecond, acts, evidence } = run;
  const failed = acts.find(({ ok }) => !ok);
  const sent = acts.reduce((sum, { stats }) => sum + stats.sent, 0);
  return `# Informe de la demo

${failed ? `❌ Se detuvo en «${failed.chapter.title}».` : '✅ Todo lo que se afirmó se cumplió.'}

- Fecha: ${date.toISOString()}
- Contexto de kubectl: \`${context}\`
- Visitas: ${perSecond} por segundo a <${url}> (${how}), cada una con su propia conexión; ${sent} en total

![Pods listos y peticiones perdidas durante la demo](timeline.svg)

| # | Capítulo | Se afirma | Resultado | Duración | Peticiones | Perdidas | Lentas (≥ 0,5 s) | p95 | Textos vistos |
|--:|---|---|---|--:|--:|--:|--:|--:|---|
${acts.map(row).join('\n')}

## Evidencias

${evidence.map(block).join('\n\n') || 'La demo no llegó a recogerlas.'}
`;
}

function row({ chapter, ok, seen, from, to, stats }: Act, index: number): string {
  const texts = Object.entries(stats.texts).map(([text, count]) => `${text} (${count})`);
  const errors = Object.entries(stats.errors).map(([error, count]) => `${error} (${count})`);
  const cells = [
    String(index + 1),
    chapter.title,
    chapter.claim,
    `${ok ? '✅' : '❌'} ${seen}`,
    `${((to - from) / 1000).toFixed(1)} s`,
    String(stats.sent),
    [String(stats.failed), ...errors].join('<br>'),
    String(stats.slow),
    `${stats.p95.toFixed(0)} ms`,
    texts.join('<br>'),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', '<br>')).join(' | ')} |`;
}

function block({ line, output }: Evidence): string {
  // A fence longer than any in the output, which may hold back-ticks of its own.
  const longest = Math.max(2, ...[...output.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `<details><summary><code>${line}</code></summary>\n\n${fence}text\n${output.trimEnd()}\n${fence}\n\n</details>`;
}

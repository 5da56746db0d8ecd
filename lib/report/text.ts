import type { Finding } from './finding';

/**
 * Findings as text for people, sorted by file, line and column, each said once however many
 * environments have it.
 */
export function toText(findings: readonly Finding[]): string {
  return [...new Set(sorted(findings).map(paragraph))].join('\n\n');
}

function sorted(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => {
    const [one, other] = [a.origin, b.origin];
    return (
      compare(one?.file ?? '', other?.file ?? '') ||
      compare(one?.line ?? 0, other?.line ?? 0) ||
      compare(one?.column ?? 0, other?.column ?? 0) ||
      compare(a.rule, b.rule) ||
      compare(a.message, b.message)
    );
  });
}

/** By code unit, so that the order is the same under every locale. */
function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function paragraph({ rule, severity, origin, message, fix }: Finding): string {
  const place = origin ? `${origin.file}:${origin.line}:${origin.column}  ` : '';
  const title = severity === 'warning' ? `${rule} (warning)` : rule;
  return `${place}${title}\n  ${message}\n  Fix: ${fix}\n  More: docs/checks/${rule}.md`;
}

import { count } from './count';
import type { Finding } from './finding';

/** Findings by file, line, column and rule, each once however many environments have it. */
export function settled(findings: readonly Finding[]): Finding[] {
  const distinct = new Map(findings.map((finding) => [whatIsSaid(finding), finding]));
  return [...distinct.values()].sort(
    (a, b) =>
      compare(a.origin?.file ?? '', b.origin?.file ?? '') ||
      compare(a.origin?.line ?? 0, b.origin?.line ?? 0) ||
      compare(a.origin?.column ?? 0, b.origin?.column ?? 0) ||
      compare(a.rule, b.rule) ||
      compare(a.message, b.message),
  );
}

/** `2 errors, 1 warning`; empty without findings. */
export function summaryOf(findings: readonly Finding[]): string {
  const { errors, warnings } = countOf(findings);
  return [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ].join(', ');
}

export function countOf(findings: readonly Finding[]): { errors: number; warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

function whatIsSaid({ rule, severity, origin, message, fix }: Finding): string {
  return JSON.stringify([rule, severity, origin?.file, origin?.line, origin?.column, message, fix]);
}

/** By code unit, so that the order is the same under every locale. */
function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { Finding } from './finding';
import { settled } from './settled';
import { visible } from './visible';

/**
 * Findings as workflow commands, which GitHub Actions shows at their lines in a pull request.
 *
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function toCommands(findings: readonly Finding[]): string {
  return settled(findings).map(command).join('');
}

function command({ rule, severity, origin, message, fix }: Finding): string {
  const place = origin && { file: origin.file, line: origin.line, col: origin.column };
  const properties = Object.entries({ ...place, title: rule })
    .map(([name, value]) => `${name}=${property(String(value))}`)
    .join(',');
  const lines = [message, `Fix: ${fix}`, `More: docs/checks/${rule}.md`];
  return `::${severity} ${properties}::${lines.map((line) => data(line)).join('%0A')}\n`;
}

/** @see https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function data(text: string): string {
  return visible(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

import type { IConstruct } from 'constructs';
import { posix } from 'node:path';
import type { GraphObject } from '../graph/graph';
import { CUSTOM_RESOURCES } from '../graph/manifest';
import type { Finding } from '../report/finding';
import { type Dependency, originOfDependency, sentence } from './calls';
import { isPartOf, wholeOf } from './moments';

/** The dependencies that the names of files contradict, one for each two files. */
export function misplaced(
  constructs: readonly IConstruct[],
  objects: ReadonlyMap<string | undefined, GraphObject>,
): Finding[] {
  const first = new Map<IConstruct, string>();
  const last = new Map<IConstruct, string>();
  // Children come after their parents in the list, so that each hands on what its own have told it.
  for (const construct of constructs.toReversed()) {
    const own = objects.get(construct.node.path)?.file;
    const whole = wholeOf(construct);
    const earliest = lesser(first.get(construct), own);
    const latest = greater(last.get(construct), own);
    if (earliest === undefined || latest === undefined) continue;
    first.set(construct, earliest);
    last.set(construct, latest);
    if (!whole) continue;
    first.set(whole, lesser(first.get(whole), earliest) ?? earliest);
    last.set(whole, greater(last.get(whole), latest) ?? latest);
  }
  const findings = new Map<string, Finding>();
  for (const from of constructs) {
    for (const to of from.node.dependencies) {
      const [file, needed] = [first.get(from), last.get(to)];
      if (file === undefined || needed === undefined || !isBefore(file, needed)) continue;
      const pair = `${file}\n${needed}`;
      if (findings.has(pair) || isPartOf(from, to) || isPartOf(to, from)) continue;
      findings.set(pair, misplacedFinding({ from, to }, file, needed));
    }
  }
  return [...findings.values()];
}

function misplacedFinding(dependency: Dependency, file: string, needed: string): Finding {
  const isLast = isCustom(needed) && !isCustom(file);
  return {
    rule: 'files-follow-dependencies',
    severity: 'warning',
    origin: originOfDependency(dependency),
    message: `${sentence(dependency)}, and "${shown(needed)}" is applied after "${shown(file)}": ${isLast ? 'objects of kinds that the program defines come last' : 'kubectl takes the files of a folder by name'}`,
    fix: isLast
      ? 'remove the dependency'
      : 'give one of the two charts an id that sorts the other way, or remove the dependency',
  };
}

/** Without the folder of the environment: all of them have the same files, and one line tells of all. */
function shown(file: string): string {
  return posix.join(isCustom(file) ? CUSTOM_RESOURCES : '', posix.basename(file));
}

/** Whether kubectl applies the file called `one` before `other`. */
function isBefore(one: string, other: string): boolean {
  return isCustom(one) === isCustom(other) ? one < other : isCustom(other);
}

function isCustom(file: string): boolean {
  return file.split('/').includes(CUSTOM_RESOURCES);
}

function lesser(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return isBefore(other, one) ? other : one;
}

function greater(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return isBefore(one, other) ? other : one;
}

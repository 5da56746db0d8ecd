import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Graph } from '../graph/graph';
import { definedKind, kindOf, type Manifest } from '../graph/manifest';
import { compose } from '../input/compose';
import { split } from '../input/split';

const folder = join(__dirname, '../../imports/crds');

/**
 * The CustomResourceDefinitions in `imports/` of what the program makes and does not define itself: the
 * cluster has them, and the program is typed by them. Only of kinds in files that are not what they were:
 * to read such a definition takes as long as all else, and the last output has been judged.
 *
 * @param last path → what the file held
 * @param now path → what it is to hold
 */
export function importedFor(
  graph: Graph,
  last: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): Manifest[] {
  const changed = graph.objects.filter(({ file }) => last.get(file) !== now.get(file));
  const kinds = new Set(changed.map(({ manifest }) => kindOf(manifest)));
  const isWanted = (kind: string) => kinds.has(kind) && graph.definitionOf(kind) === undefined;
  return kinds.size === 0 ? [] : definitionsOf(isWanted);
}

function definitionsOf(isWanted: (kind: string) => boolean): Manifest[] {
  const paths = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  return paths
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => readFileSync(path, 'utf8'))
    .flatMap((text) => [...split(text)].map(({ start, end }) => text.slice(start, end)))
    .filter((document) => isWanted(kindIn(document)))
    .map((document) => compose(document, { aliased: 0 }).value as Manifest)
    .filter((manifest) => isWanted(definedKind(manifest) ?? ''));
}

/** What a definition most likely defines, without all of it being read. */
function kindIn(document: string): string {
  const [, group = ''] = /^ {2}group: (.+)$/m.exec(document) ?? [];
  const [, kind = ''] = /^ {4}kind: (.+)$/m.exec(document) ?? [];
  return `${group}/${kind}`;
}

import { valueAt, type Manifest } from '../../lib/graph/manifest';
import type { Row } from '../workshop/row';
import { objectsByFile, yamlOf } from './output';

/** The value at a path such as `spec.ports[0].port`. */
export function at(manifest: Manifest | undefined, path: string): unknown {
  return valueAt(manifest, path.replaceAll(/\[(\d+)\]/g, '.$1'));
}

/** Tests the facts of `rows` in a cloud, which has every lesson, and keeps a snapshot of each file of theirs. */
export function describeLessons(rows: readonly Row[]): void {
  const files = [...new Set(rows.map(([, file]) => file))];

  test.each(files)('%s is as it was', (file) => {
    expect(yamlOf(file, 'cloud')).toMatchSnapshot();
  });

  test.each(rows)('%s: %s has %s %s with %s %j', (_concept, file, kind, name, path, expected) => {
    const objects = objectsByFile('cloud').get(file) ?? [];
    const found = objects.filter((m) => m.kind === kind && m.metadata.name === name);
    expect(found).toHaveLength(1);
    expect(at(found[0], path)).toEqual(expected);
  });
}

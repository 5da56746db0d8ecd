import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { images } from '../../../cluster/node/lib/images';
import { ownSource, programs } from '../../../cluster/node/lib/programs';

test.each(programs)('$name $version is pinned by a sum', (program) => {
  const { module, version, sum } = program;
  const source = ownSource(program);
  if (source === undefined) expect(sum).toMatch(/^h1:/);
  else if (module !== undefined) {
    expect(readFileSync(join(source, 'go.mod'), 'utf8')).toContain(
      `require ${module} ${version}\n`,
    );
    expect(readFileSync(join(source, 'go.sum'), 'utf8')).toContain(`${module} ${version} h1:`);
  }
});

test('each program but Kubernetes is in an image, whose tag is its version if it begins with v', () => {
  const used = images.flatMap(({ program }) => (program === undefined ? [] : [program]));
  const all = programs.map(({ name }) => name).filter((name) => name !== 'kubernetes');
  expect(used.sort()).toEqual(all.sort());
  const versions = images.flatMap(({ name, program }) => {
    const tag = /:(v.*)/.exec(name)?.[1];
    return tag === undefined ? [] : [[program, tag]];
  });
  const known = new Map(programs.map(({ name, version }) => [name, version]));
  expect(versions).toEqual(versions.map(([program = '']) => [program, known.get(program)]));
  expect(versions).not.toEqual([]);
});

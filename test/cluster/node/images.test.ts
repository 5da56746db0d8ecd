import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { images } from '../../../cluster/node/lib/images';
import { here, root } from '../../../cluster/node/lib/place';

/** The images that the YAML files of a folder name, in full. */
function imagesOf(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  return [...text.matchAll(/\bimage: ['"]?([\w./:-]+)/g)].map(([, name = '']) => inFull(name));
}

/** https://github.com/distribution/reference */
function inFull(name: string): string {
  const tagged = /:[^/]+$/.test(name) ? name : `${name}:latest`;
  if (!tagged.includes('/')) return `docker.io/library/${tagged}`;
  return /^[^/]*[.:]|^localhost\//.test(tagged) ? tagged : `docker.io/${tagged}`;
}

const names = images.map(({ name }) => name);

test.each(['dist', 'cluster', 'cluster/node/addons'])(
  'the nodes have every image of %s',
  (folder) => {
    const wanted = imagesOf(join(root, folder)).filter((name) => !name.includes('kindest/node'));
    expect(wanted).not.toEqual([]);
    expect(names).toEqual(expect.arrayContaining(wanted));
  },
);

test('the table of the README has every image, what it is made from, and how it differs', () => {
  const readme = readFileSync(join(here, 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `([^`]+:[^`]+)` *\| (.*?) *\| (.*?) *\|$/gm)];
  const madeFrom = ({ program, packages, requirements }: (typeof images)[number]) =>
    [
      ...(program === undefined ? [] : [`\`${program}\``]),
      ...(packages ? ['Debian'] : []),
      ...(requirements === undefined ? [] : ['PyPI']),
    ].join(', ');
  expect(rows.map(([, ...cells]) => cells)).toEqual(
    images.map((image) => [image.name, madeFrom(image), image.standIn ?? 'no']),
  );
});

test('the Flask image runs as its Dockerfile says', () => {
  const dockerfile = readFileSync(join(root, 'apps/flask/Dockerfile'), 'utf8').replace(
    /\\\n\s*/g,
    '',
  );
  const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
  const line = (word: string) => new RegExp(`^${word} (.*)$`, 'm').exec(last)?.[1] ?? '';
  const flask = images.find(({ name }) => name.includes('mi_app'));
  expect(flask?.config).toEqual({
    Env: line('ENV').split(/\s+/),
    WorkingDir: line('WORKDIR'),
    User: line('USER'),
    Cmd: JSON.parse(line('CMD')) as unknown,
  });
  expect(Object.values(flask?.files ?? {})).toEqual(
    [...line('COPY --chmod=444').matchAll(/\S+\.py/g)].map(([file]) => `apps/flask/${file}`),
  );
});

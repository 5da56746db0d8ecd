import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Requests } from '../../lib/apiserver/requests';
import { Graph } from '../../lib/graph/graph';

const apiserver = resolve(__dirname, '../../apiserver');

/** The API groups of which the Go sources say that CEL is needed for them. */
function groupsWithCel(): string[] {
  const sources = readdirSync(apiserver, { recursive: true }).map(String);
  const texts = sources
    .filter((path) => path.endsWith('.go'))
    .map((path) => readFileSync(join(apiserver, path), 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(/\bneedCEL\("([^"]+)"/g)]);
  return [...new Set(found.map(([, group = '']) => group))];
}

function partFor(group: string): string {
  const manifest = { apiVersion: `${group}/v1`, kind: 'A', metadata: { name: 'a' } };
  const object = { manifest, namespace: undefined, origin: undefined, file: 'a.yaml' };
  return new Requests(new Graph([object])).partFor(object);
}

test('the file with CEL is asked where there are objects that only it can judge', () => {
  const groups = groupsWithCel();
  expect(groups).toContain('apiextensions.k8s.io');
  expect(groups.map((group) => [group, partFor(group)])).toEqual(
    groups.map((group) => [group, 'cel']),
  );
  expect(partFor('apps')).toBe('main');
});

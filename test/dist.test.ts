import { environmentNames } from '../lib/environments';
import { synthesize } from '../lib/synthesize';
import { committedDist } from './helpers/program';

const { files, findings } = synthesize(environmentNames);

test('the program has no mistake', () => {
  expect(findings).toEqual([]);
});

test('dist/ is what the program makes; run `npm run synth` after a change', () => {
  expect(committedDist()).toEqual(Object.fromEntries([...files].sort()));
});

test('two runs make the same bytes', () => {
  for (const [path, yaml] of synthesize(['kind']).files) expect(yaml).toBe(files.get(path));
});

test('files sort in the order in which they must be applied: namespaces first', () => {
  expect(Object.keys(committedDist())[0]).toBe('00-namespaces.k8s.yaml');
});

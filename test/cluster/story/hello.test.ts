import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hello, textArgument, textPatch } from '../../../cluster/story/hello';
import type { Workload } from '../../../cluster/lib/objects';

const deployment = {
  spec: {
    template: { spec: { containers: [{ name: 'app', args: ['-listen=:8080', '-text=uno'] }] } },
  },
} as unknown as Workload;

test('the text is found wherever it is among the arguments', () => {
  expect(textArgument(deployment)).toEqual({ index: 1, text: 'uno' });
});

test('the patch replaces the text alone', () => {
  expect(textPatch(deployment, 'dos')).toBe(
    '[{"op":"replace","path":"/spec/template/spec/containers/0/args/1","value":"-text=dos"}]',
  );
});

test('the story begins with what dist/ deploys', () => {
  const manifest = readFileSync(join(__dirname, '../../../dist', hello.file), 'utf8');
  expect(manifest).toContain(`-text=${hello.v1}\n`);
  expect(manifest).toContain(`  replicas: ${hello.replicas}\n`);
  expect(manifest).toContain(`  name: ${hello.service}\n  namespace: ${hello.namespace}\n`);
});

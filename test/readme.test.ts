import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..');

/** Right in Kubernetes 1.36, whose API server lets a wait of no time pass. */
const pod = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  automountServiceAccountToken: false
  containers:
    - name: app
      image: nginx:1.29
      lifecycle:
        preStop:
          sleep: { seconds: 0 }
`;

test('what the READMEs let two API servers say is what they say today', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orquesta-'));
  writeFileSync(join(folder, 'web.yaml'), pod);
  const program = ['-r', join(root, 'tools/register.js'), join(root, 'check.ts')];
  const args = ['--kubernetes', '1.30,1.36', 'web.yaml'];
  const { stdout } = spawnSync(process.execPath, [...program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', npm_lifecycle_event: '' },
  });
  rmSync(folder, { recursive: true });
  const [message = '', summary] = stdout.split('\n\n');
  expect(summary).toBe('1 error\nchecked 1 object in 1 file\n');
  const shown = `npm run check -- ${args.join(' ')}\n\`\`\`\n\n\`\`\`\n${message}\n\`\`\`\n`;
  for (const name of ['README.md', 'README.es.md']) {
    expect(readFileSync(join(root, name), 'utf8')).toContain(shown);
  }
});

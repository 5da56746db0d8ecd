import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cached } from '../../../../cluster/node/lib/cached';

const cache = mkdtempSync(join(tmpdir(), 'cache-'));
process.env.XDG_CACHE_HOME = cache;
const folder = join(cache, 'orquesta/node');

afterAll(() => {
  rmSync(cache, { recursive: true });
});

test('what was made once is not made again', async () => {
  const make = jest.fn(async (draft: string) => {
    writeFileSync(join(draft, 'file'), '');
    return Promise.resolve();
  });
  expect(await cached('a-1', make)).toBe(join(folder, 'a-1'));
  expect(await cached('a-1', make)).toBe(join(folder, 'a-1'));
  expect(make).toHaveBeenCalledTimes(1);
  expect(readdirSync(join(folder, 'a-1'))).toEqual(['file']);
});

test('a build that fails leaves nothing', async () => {
  await expect(
    cached('b-1', async (draft) => {
      writeFileSync(join(draft, 'half'), '');
      return Promise.reject(new Error('no'));
    }),
  ).rejects.toThrow('no');
  expect(readdirSync(folder)).toEqual(['a-1']);
});

test('the draft of a build that was killed goes with the next, and that of a running one stays', async () => {
  const killed = join(folder, `.draft-${2 ** 22 + 1}`);
  const running = join(folder, '.draft-1');
  for (const draft of [killed, running]) mkdirSync(draft);
  await cached('c-1', async () => Promise.resolve());
  expect([killed, running].map((draft) => existsSync(draft))).toEqual([false, true]);
});

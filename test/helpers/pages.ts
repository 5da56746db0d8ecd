import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const docs = readdirSync(join(root, 'docs'), { recursive: true }).map(
  (path) => `docs/${String(path)}`,
);

/** The documents of the repository. */
export const pages = ['README.md', 'README.es.md', 'CONTRIBUTING.md', ...docs.sort()]
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

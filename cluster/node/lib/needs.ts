import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../lib/user-error';
import { here } from './place';

/** @throws UserError when this machine cannot build or run the nodes */
export function needMachine(): void {
  if (process.platform !== 'linux') {
    throw new UserError(
      `the nodes run on Linux, and this is "${process.platform}": use Docker and \`npm run up\``,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new UserError(
      'the nodes need root: try again with `sudo`, or use Docker and `npm run up`',
    );
  }
  const missing = missingPackages(readFileSync(join(here, 'packages.txt'), 'utf8'), existsSync);
  if (missing.length > 0) {
    throw new UserError(
      `this machine lacks what the nodes run on: \`apt-get install --no-install-recommends ${missing.join(' ')}\`, and try again`,
    );
  }
}

/** The packages of the table whose file is not there. */
export function missingPackages(table: string, exists: (file: string) => boolean): string[] {
  return table.split('\n').flatMap((line) => {
    const [name = '', file = ''] = line.split(/\s+/);
    return file.startsWith('/') && !exists(file) ? [name] : [];
  });
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingPackages } from '../../../../cluster/node/lib/needs';
import { here } from '../../../../cluster/node/lib/place';

const table = readFileSync(join(here, 'packages.txt'), 'utf8');

test('the packages whose file is not there are missing, and no word of a comment', () => {
  expect(missingPackages(table, (file) => file !== '/usr/sbin/runc')).toEqual(['runc']);
  expect(missingPackages(table, () => true)).toEqual([]);
  expect(missingPackages('# a package /of/a/comment\none /one\ntwo  /two\n', () => false)).toEqual([
    'one',
    'two',
  ]);
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lessons, missing } from '../../../lib/charts/lessons';
import { environments } from '../../../lib/environments';
import { objectsByFile } from '../../helpers/output';
import { rows as configAndScaling } from '../../workshop/config-and-scaling';
import { rows as network } from '../../workshop/network';
import { rows as storageAndBatch } from '../../workshop/storage-and-batch';
import { rows as workloads } from '../../workshop/workloads';

const names = Object.keys(lessons);

test('every file of the folder is a lesson of the index', () => {
  const files = readdirSync(join(__dirname, '../../../lib/charts/lessons'));
  const modules = files.map((file) => file.replace(/\.ts$/, '')).filter((it) => it !== 'index');
  expect([...names].sort()).toEqual(modules.sort());
});

test('every lesson has its facts in the tables of the workshop', () => {
  const files = [...workloads, ...storageAndBatch, ...network, ...configAndScaling].map(
    ([, file]) => file,
  );
  expect(names.filter((name) => !files.includes(name))).toEqual([]);
});

test('kind gets every lesson but those that need more than a plain cluster', () => {
  const plain = Object.entries(lessons).filter(
    ([, lesson]) => missing(lesson, environments.kind).length === 0,
  );
  const files = [...objectsByFile('kind').keys()];
  expect(names.filter((name) => files.includes(name))).toEqual(plain.map(([name]) => name));
  expect(names.length).toBeGreaterThan(plain.length);
});

test('a cloud gets every lesson', () => {
  const files = [...objectsByFile('cloud').keys()];
  expect(names.filter((name) => !files.includes(name))).toEqual([]);
});

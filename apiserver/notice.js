// notice.js FOLDER...: reads lines `module version` and writes the licences that they have in these vendor folders.
'use strict';
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const modules = new Set(
  readFileSync(0, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0]),
);

const wanted = /^(licen[sc]e|notice|copying|patents)(\.(md|txt))?$/i;

/** [folder, text] of a module, and of what it has taken from others; not of the other modules below it. */
function* licences(vendor, folder, others) {
  const entries = readdirSync(join(vendor, folder), { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && wanted.test(entry.name));
  const texts = files.map(({ name }) => readFileSync(join(vendor, folder, name), 'utf8').trim());
  if (texts.length > 0) yield [folder, texts.join('\n\n')];
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !others.has(path)) yield* licences(vendor, path, others);
  }
}

/** By text, the folders that it stands in, each with the versions of its module. */
const byText = new Map();
const found = new Set();
for (const vendor of process.argv.slice(2)) {
  const list = readFileSync(join(vendor, 'modules.txt'), 'utf8');
  const versions = new Map(
    [...list.matchAll(/^# (\S+) .*?(\S+)$/gm)].map(([, name, version]) => [name, version]),
  );
  for (const [name, version] of versions) {
    if (!modules.has(name) || !existsSync(join(vendor, name))) continue;
    for (const [folder, text] of licences(vendor, name, versions)) {
      found.add(folder);
      const folders = byText.get(text) ?? new Map();
      byText.set(text, folders);
      folders.set(folder, new Set([...(folders.get(folder) ?? []), version]));
    }
  }
}
const without = [...modules].filter((name) => !found.has(name));
if (without.length > 0) throw new Error(`${without.join(', ')} has no licence`);

const line = '-'.repeat(100);
console.log(`The files dist/*.wasm.br are built from judge/, from added/, and from the Go modules below, unchanged but for what
versions/*/prune.txt takes out. Each licence stands below the modules, or the folders of them, that it is of.`);
for (const [text, folders] of byText) {
  const names = [...folders].map(([folder, versions]) => `${folder} ${[...versions].join(', ')}`);
  console.log(`\n${line}\n${names.sort().join('\n')}\n${line}\n\n${text}`);
}

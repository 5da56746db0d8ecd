// Lets Node run TypeScript: `node -r ./tools/register.js main.ts`. Types are not checked here, that is
// what `npm run typecheck` is for. What is made of a file is kept by the hash of all that it depends
// on, so it is never out of date, and the folder may be deleted at any time.
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { keyOf, transpile } = require('./transpile');

const cache = join(__dirname, '..', 'node_modules', '.cache', 'orquesta');

process.setSourceMapsEnabled(true);

Module._extensions['.ts'] = (module, path) => {
  module._compile(cached(readFileSync(path, 'utf8'), path), path);
};

function cached(source, path) {
  const file = join(cache, `${keyOf(source, path)}.js`);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const code = transpile(source, path);
    keep(file, code);
    return code;
  }
}

/** Where nothing can be written, there is no cache, and no harm. */
function keep(file, code) {
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    return;
  }
}

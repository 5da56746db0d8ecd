// Lets Node run TypeScript: `node -r ./tools/register.js main.ts`. Types are not checked here, that is
// what `npm run typecheck` is for. What is made of a file is kept by the hash of all that it depends
// on, so it is never out of date, and the folder may be deleted at any time.
const { channel } = require('node:diagnostics_channel');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join, relative, sep } = require('node:path');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `This is Node ${process.versions.node}, and 20.19 or newer is needed: https://nodejs.org`,
  );
  process.exit(2);
}
if (!existsSync(join(__dirname, '..', 'node_modules', 'esbuild'))) {
  console.error('The packages of this project are not installed: run `npm ci` first.');
  process.exit(2);
}
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
    channel('orquesta:transpile').publish(path);
    const code = transpiled(source, path);
    keep(file, code);
    return code;
  }
}

/** What is no TypeScript is thrown with its place, so that it can be told like any other mistake. */
function transpiled(source, path) {
  try {
    return transpile(source, path);
  } catch (error) {
    const [{ location, text } = {}] = error.errors ?? [];
    if (!location) throw error;
    const { line, lineText, column: bytes } = location;
    const column = Buffer.from(lineText).subarray(0, bytes).toString().length + 1;
    const file = relative('.', path).split(sep).join('/');
    throw Object.assign(new SyntaxError(text), { file, line, column });
  }
}

// Whoever tells mistakes may be what cannot be loaded.
process.on('uncaughtExceptionMonitor', (error) => {
  const isMisread = error instanceof SyntaxError && 'line' in error;
  if (!isMisread || process.listenerCount('uncaughtException') > 0) return;
  console.error(`${error.file}:${error.line}:${error.column}: ${error.message}`);
  process.exit(2);
});

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

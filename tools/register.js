// Lets Node run TypeScript: `node -r ./tools/register.js main.ts`. Types are not checked here, that is
// what `npm run typecheck` is for. What is made of a file is kept by the hash of all that it depends
// on, so it is never out of date, and the folder may be deleted at any time.
const { channel } = require('node:diagnostics_channel');
const {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const Module = require('node:module');
const { basename, dirname, join, relative, sep } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { isMainThread } = require('node:worker_threads');

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
const { hash } = require('node:crypto');
const { CodeCache } = require('./code-cache');
const { mapStacks } = require('./source-maps');
const { keyOf, transpile } = require('./transpile');

const cache = join(__dirname, '..', 'node_modules', '.cache', 'orquesta');

// Code that V8 has compiled is good under the flags that it had then, so those of the API server inside are set
// here: optimized code pays there after thousands of objects, and takes twice the memory and twice the start.
setFlagsFromString('--liftoff-only');
setFlagsFromString('--wasm-lazy-validation');
// Most programs end before much of what V8 optimizes has paid, so it does so later than it would by itself.
setFlagsFromString('--interrupt-budget=500000');

const compile = Module.prototype._compile;
const codes = codeCache();

Module._extensions['.ts'] = (module, path) => {
  const source = readFileSync(path, 'utf8');
  const key = keyOf(source, path);
  keys.set(path, key);
  const code = codes?.madeOf(path, key) ?? javascriptOf(source, path, key);
  if (codes && isPlain(code)) codes.run(module, path, key, code, code);
  else compile.call(module, code, path);
};

// Node looks for four other files first.
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  const isOwn = request.startsWith('.') && parent?.filename?.endsWith('.ts');
  const path = isOwn && join(dirname(parent.filename), `${request}.ts`);
  const isThere = path && statSync(path, { throwIfNoEntry: false })?.isFile();
  return resolve.call(this, isThere ? path : request, parent, ...rest);
};

/** Path → the key of the TypeScript that it held. */
const keys = new Map();
/** Key → source map, of what this run has made itself. */
const maps = new Map();

/** JavaScript and source maps that are kept: some three times as many as the whole program has. */
const MOST = 2000;

process.on('exit', () => {
  if (isMainThread && maps.size > 0) require('./prune').prune(cache, MOST);
});

function javascriptOf(source, path, key) {
  const file = join(cache, key);
  try {
    return readFileSync(`${file}.js`, 'utf8');
  } catch {
    channel('orquesta:transpile').publish(path);
    const { code, map } = transpiled(source, path);
    maps.set(key, map);
    keep(`${file}.map`, map);
    keep(`${file}.js`, code);
    return code;
  }
}

/** Whether it is CommonJS that asks for nothing else; all other code is for Node. */
function isPlain(code) {
  return !code.startsWith('#!') && !/\bimport\s*\(/.test(code);
}

/** That of the program that is run; a copy of it elsewhere uses what is there, and keeps nothing. */
function codeCache() {
  const program = relative(join(__dirname, '..'), process.argv[1] ?? '');
  if (!isMainThread || !program.endsWith('.ts')) return undefined;
  const isElsewhere = program.startsWith('..');
  const name = isElsewhere ? basename(program) : program.replaceAll(sep, '-');
  const codes = new CodeCache(join(cache, `${name}.code`));
  if (!isElsewhere) process.on('exit', () => codes.save());
  Module.prototype._compile = function (code, path, ...format) {
    const isOther = !path.endsWith('.js') || format[0] === 'module' || !isPlain(code);
    if (isOther) return compile.call(this, code, path, ...format);
    return codes.run(this, path, hash('sha256', code, 'base64'), code);
  };
  return codes;
}

mapStacks(keys, (path, key) => {
  if (maps.has(key)) return maps.get(key);
  try {
    return readFileSync(join(cache, `${key}.map`), 'utf8');
  } catch {
    return mapAgain(path, key);
  }
});

/** For what has been deleted from the cache. */
function mapAgain(path, key) {
  try {
    const source = readFileSync(path, 'utf8');
    return keyOf(source, path) === key ? transpile(source, path).map : undefined;
  } catch {
    return undefined;
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

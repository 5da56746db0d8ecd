const { hash } = require('node:crypto');
const { basename } = require('node:path');

/** One way to read TypeScript, for the program and for its tests. */
const options = {
  loader: 'ts',
  format: 'cjs',
  target: 'node20',
  sourcesContent: false,
  tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
};

// Not asked of esbuild itself: to load it costs more than all that is cached.
const { version } = require('esbuild/package.json');

const common = JSON.stringify([version, options]);

/** A name for what `transpile` makes of this source; equal names, equal results. */
function keyOf(source, path) {
  return hash('sha256', `${common}${basename(path)}\0${source}`);
}

/** JavaScript for Node, and its source map apart. */
function transpile(source, path) {
  return transform(source, path, 'external');
}

/** JavaScript for Node, with its source map inline. */
function transpileWithMap(source, path) {
  return transform(source, path, 'inline').code;
}

/** Files after which a process of esbuild that stays costs less than one for each. */
const FEW = 3;
let files = 0;

function esbuild() {
  files += 1;
  // It looks at this when it is loaded, and only then.
  const variable = 'ESBUILD_WORKER_THREADS';
  const { [variable]: before } = process.env;
  if (files <= FEW) process.env[variable] = '0';
  if (files === FEW + 1) delete require.cache[require.resolve('esbuild')];
  const loaded = require('esbuild');
  if (before === undefined) delete process.env[variable];
  else process.env[variable] = before;
  return loaded;
}

function transform(source, path, sourcemap) {
  const { transformSync } = esbuild();
  // Source maps are read relative to the file itself, so a copy elsewhere is the same.
  const where = { sourcefile: basename(path), sourcemap };
  return transformSync(source, { ...options, ...where, logLevel: 'silent' });
}

module.exports = {
  keyOf,
  transpile,
  transpileWithMap,
  // What jest asks of a transformer.
  process: (source, path) => ({ code: transpileWithMap(source, path) }),
  getCacheKey: keyOf,
};

const { createHash } = require('node:crypto');
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

/** A name for what `transpile` makes of this source; equal names, equal results. */
function keyOf(source, path) {
  const inputs = JSON.stringify([version, options, basename(path), source]);
  return createHash('sha256').update(inputs).digest('hex');
}

/** JavaScript for Node, with its source map inline. */
function transpile(source, path) {
  const { transformSync } = require('esbuild');
  // Source maps are read relative to the file itself, so a copy elsewhere is the same.
  const where = { sourcefile: basename(path), sourcemap: 'inline' };
  return transformSync(source, { ...options, ...where, logLevel: 'silent' }).code;
}

module.exports = {
  keyOf,
  transpile,
  // What jest asks of a transformer.
  process: (source, path) => ({ code: transpile(source, path) }),
  getCacheKey: keyOf,
};

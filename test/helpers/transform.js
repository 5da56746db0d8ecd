const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

const options = {
  loader: 'ts',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'both',
  tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
};

/** Turns TypeScript into what jest runs, with the same tool that runs the program itself. */
module.exports = {
  process: (source, path) => transformSync(source, { ...options, sourcefile: path }),
  getCacheKey: (source, path) =>
    createHash('sha256')
      .update(JSON.stringify([version, options, path, source]))
      .digest('hex'),
};

const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

/** Turns TypeScript into what jest runs, with the same tool that runs the program itself. */
module.exports = {
  process: (source, path) =>
    transformSync(source, {
      sourcefile: path,
      loader: 'ts',
      format: 'cjs',
      target: 'node20',
      sourcemap: 'both',
      tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
    }),
  getCacheKey: (source, path) =>
    createHash('sha256')
      .update(version)
      .update('\0')
      .update(path)
      .update('\0')
      .update(source)
      .digest('hex'),
};

require('../register');
// For good it starts in the folder where it was loaded, and a test may be about to enter one of its own.
require('esbuild');
const { join } = require('node:path');
const circus = require('jest-circus/runner').default;

const root = join(__dirname, '../..');
const state = join(require.resolve('jest-circus/package.json'), '../build/jestAdapterInit.js');

/**
 * Runs one test file with jest-circus, and has Node's own `require` load it: what it asks for is loaded
 * already, when a test file before it has asked for it. Only what jest-circus knows of tests is new.
 */
module.exports = function runFile(globalConfig, config, environment, runtime, path, send) {
  const known = new Set(Object.getOwnPropertySymbols(globalThis));
  delete require.cache[state];
  delete require.cache[path];
  // Between two runs in one process, any file may have been edited.
  if (globalConfig.watch || globalConfig.watchAll) unloadAll();
  runtime.requireInternalModule = require;
  runtime.requireModule = require;
  return circus(globalConfig, config, environment, runtime, path, send).finally(() => {
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
      if (!known.has(symbol) && Symbol.keyFor(symbol) === undefined) delete globalThis[symbol];
    }
  });
};

function unloadAll() {
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(root) && file.endsWith('.ts')) delete require.cache[file];
  }
}

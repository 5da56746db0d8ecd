require('../register');
const circus = require('jest-circus/runner').default;

const initializer = require.resolve('jest-circus/package.json').replace('package.json', 'build/jestAdapterInit.js');

/** Runs one test file with jest-circus, whose modules and those of the program come from Node's `require`. */
module.exports = async function runFile(globalConfig, config, environment, runtime, path, send) {
  const before = new Set(Object.getOwnPropertySymbols(globalThis));
  delete require.cache[initializer];
  delete require.cache[path];
  runtime.requireInternalModule = require;
  runtime.requireModule = require;
  try {
    return await circus(globalConfig, config, environment, runtime, path, send);
  } finally {
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    for (const symbol of Object.getOwnPropertySymbols(globalThis))
      if (!before.has(symbol) && !Symbol.keyFor(symbol)) delete globalThis[symbol];
  }
};

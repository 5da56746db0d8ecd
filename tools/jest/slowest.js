const { relative } = require('node:path');

const SHOWN = 8;

/** Names the tests that took longest, at the end of a run of several files. */
class Slowest {
  #root;

  constructor({ rootDir }) {
    this.#root = rootDir;
  }

  onRunComplete(_, { testResults: files }) {
    if (files.length < 2) return;
    const tests = files.flatMap(({ testFilePath: path, testResults }) =>
      testResults.map(({ fullName, duration }) => ({ path, fullName, duration: duration ?? 0 })),
    );
    const slowest = tests.sort((one, other) => other.duration - one.duration).slice(0, SHOWN);
    const lines = slowest.map(({ path, fullName, duration }) => {
      const seconds = (duration / 1000).toFixed(1);
      return `  ${seconds} s  ${relative(this.#root, path)}: ${fullName}`;
    });
    console.error(['\nThe slowest tests:', ...lines].join('\n'));
  }
}

module.exports = Slowest;

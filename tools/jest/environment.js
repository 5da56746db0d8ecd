const { ModuleMocker } = require('jest-mock');
require('../register');

/** Knows the TypeScript that was loaded; jest is about to put its own in that place. */
const { prepareStackTrace } = Error;

/**
 * Tests run where jest itself runs, in no context of their own: a package or a file of the program is
 * then loaded once for all test files of a process (see `run-file.js`), not once for each.
 */
class SharedEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  #before = { console, exit: process.exit };

  getVmContext() {
    return null;
  }

  async setup() {
    // A file that is loaded by Node's `require` is not handed one, and this has what tests ask of it.
    this.global.jest = this.moduleMocker;
    Error.prepareStackTrace = prepareStackTrace;
  }

  /** Jest leaves out what Node calls anonymous, which is what most lines of tests are in. */
  handleTestEvent({ name, error }) {
    if (!/_failure$/.test(name) || typeof error?.stack !== 'string') return;
    error.stack = error.stack.replace(/ at <anonymous> \((.*)\)$/gm, ' at $1');
  }

  async teardown() {
    // What jest has put in their place speaks of this test file.
    this.global.console = this.#before.console;
    process.exit = this.#before.exit;
  }
}

module.exports = SharedEnvironment;

const { ModuleMocker } = require('jest-mock');

/**
 * Tests run beside jest itself, in no context of their own, so that a package or a file of the program
 * is loaded once for all test files of a process and not once for each. See `run-file.js`.
 */
class SharedEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  #before = { console, exit: process.exit };

  getVmContext() {
    return null;
  }

  async setup() {
    this.global.jest = this.moduleMocker;
    // Node's own source maps, as in the program; those of jest know only what jest has loaded.
    Error.prepareStackTrace = undefined;
  }

  async teardown() {
    this.global.console = this.#before.console;
    process.exit = this.#before.exit;
  }
}

module.exports = SharedEnvironment;

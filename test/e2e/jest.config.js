/** For `npm run test:e2e`: one worker, since all tests share one cluster, and no part of `npm test`. */
module.exports = {
  rootDir: '../..',
  testMatch: ['<rootDir>/test/e2e/e2e.ts'],
  transform: { '\\.ts$': '<rootDir>/tools/transpile.js' },
  globalSetup: '<rootDir>/test/e2e/cluster-up.ts',
  globalTeardown: '<rootDir>/test/e2e/cluster-down.ts',
  maxWorkers: 1,
  testTimeout: 180_000,
  verbose: true,
};

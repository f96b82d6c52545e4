/** The tests of one area, without coverage and reports: Stryker measures both in its own way. */
module.exports = {
  rootDir: '../..',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['<rootDir>/test/mutation/tests.js'],
  setupFiles: ['<rootDir>/test/setup-env.js'],
  testEnvironment: require.resolve('./environment.js'),
  runtime: require.resolve('./runtime.js'),
  transform: { '^.+\\.tsx?$': require.resolve('./esbuild-transform.js') },
  clearMocks: true,
  watchman: false,
};

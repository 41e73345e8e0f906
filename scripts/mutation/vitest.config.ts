import { defineConfig } from 'vitest/config';
import { TESTS_VARIABLE } from './rooms.ts';

/**
 * The tests of one room. Stryker's own `testFiles` would do, but with it no static mutant (one in code that runs
 * as the module is loaded) is ever switched on, and all of them survive: @stryker-mutator/core 10.1.1.
 */
export default defineConfig({
  test: {
    include: (process.env[TESTS_VARIABLE] ?? 'test/**/*.test.ts').split(','),
    testTimeout: 20_000,
    isolate: false,
  },
});

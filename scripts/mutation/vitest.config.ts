import { defineConfig } from 'vitest/config';
import { TESTS_VARIABLE } from './rooms.ts';

/**
 * The tests of one room. Stryker's own `testFiles` would do, but with it no static mutant (one in code that runs
 * as the module is loaded) is ever switched on, and all of them survive: @stryker-mutator/core 10.1.1.
 */
export default defineConfig({
  test: {
    include: (process.env[TESTS_VARIABLE] ?? 'test/**/*.test.ts').split(','),
    // They try hundreds of places at random: what only they kill is not held by any case, and each takes half a minute.
    exclude: ['test/**/*.slow.test.ts'],
    testTimeout: 20_000,
    isolate: false,
  },
});

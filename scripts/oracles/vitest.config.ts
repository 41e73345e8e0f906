import { defineConfig } from 'vitest/config';

/** Tests against what nobody here wrote; `npm test` is free of them, since they need Python and a compiler. */
export default defineConfig({
  test: {
    root: new URL('../../', import.meta.url).pathname,
    include: ['test/oracles/**/*.oracle.ts'],
    globalSetup: [new URL('environment.ts', import.meta.url).pathname],
    maxWorkers: 2,
    // Two noisy cores, with servers that start and processes that compile their first requests.
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});

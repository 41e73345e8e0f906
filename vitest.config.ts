import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // For the oracles, which compare what the tests exchange with the emulator with AWS's own models.
    setupFiles: process.env['ASSAY_RECORD'] ? ['test/oracles/models/recorder.ts'] : [],
    // Two cores: more workers only fight each other.
    maxWorkers: 2,
    testTimeout: 60_000,
    // Functions log a line a deed, and print their metrics.
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' },
  },
});

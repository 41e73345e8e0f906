import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseEnv } from '../../../functions/_runtime/env.ts';

afterEach(() => vi.unstubAllEnvs());

describe('parseEnv', () => {
  it('gives what a function asked for, and nothing else', () => {
    vi.stubEnv('POSTURE_TABLE', 'posture');
    vi.stubEnv('LEDGER_TABLE', 'ledger');
    vi.stubEnv('READS_PER_SECOND', '20');
    expect(parseEnv('POSTURE_TABLE', 'READS_PER_SECOND')).toEqual({
      POSTURE_TABLE: 'posture',
      READS_PER_SECOND: 20,
    });
  });

  it('names every variable that is missing or wrong, at once', () => {
    vi.stubEnv('POSTURE_TABLE', undefined);
    vi.stubEnv('CHANGES_QUEUE_URL', 'queue');
    vi.stubEnv('ACCOUNT_ID', '12');
    vi.stubEnv('READS_PER_SECOND', 'many');
    expect(() => parseEnv('POSTURE_TABLE', 'CHANGES_QUEUE_URL', 'ACCOUNT_ID', 'READS_PER_SECOND')).toThrow(
      'the environment of this function is incomplete: POSTURE_TABLE is missing; CHANGES_QUEUE_URL: expected the URL of a queue; ACCOUNT_ID: expected an account id; READS_PER_SECOND: expected a whole number',
    );
  });

  it('takes an empty variable for none', () => {
    vi.stubEnv('POSTURE_TABLE', '');
    expect(() => parseEnv('POSTURE_TABLE')).toThrow('POSTURE_TABLE');
  });
});

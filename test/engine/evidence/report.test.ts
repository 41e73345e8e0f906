import { describe, expect, it } from 'vitest';
import { type ProblemKind, statusOf } from '../../../engine/evidence/report.ts';

describe('the status of an archive', () => {
  it.each<[string, readonly ProblemKind[], number]>([
    ['proven', [], 1],
    ['unusable', [], 0],
    ['unusable', ['not-an-archive'], 0],
    ['unusable', ['unusable-key'], 1],
    ['unusable', ['record-newer-version', 'record-newer-version'], 1],
    ['failed', ['record-newer-version', 'segment-changed'], 1],
    ['failed', ['segment-changed'], 0],
  ])('is %s with %j over %i seals', (status, kinds, seals) => {
    const problems = kinds.map((kind) => ({ kind, key: 'k', message: 'm' }));
    expect(statusOf(problems, seals)).toBe(status);
  });
});

import { describe, expect, it } from 'vitest';
import { failureIn, failureOf } from '../../../../adapters/aws/security-hub/failure.ts';

describe('what Security Hub says of one finding', () => {
  it.each([
    ['InvalidAccess', 'off'],
    ['InternalFailure', 'later'],
    ['ConcurrentUpdateError', 'later'],
    ['FindingNotFound', 'later'],
    ['LimitExceeded', 'later'],
    ['InvalidInput', 'refused'],
    ['FindingSizeExceeded', 'refused'],
    ['DuplicatedFindingIdentifier', 'refused'],
    ['something new', 'refused'],
    [undefined, 'refused'],
  ] as const)('%s means %s', (code, kind) => {
    expect(failureIn(code, 'words')).toEqual({
      kind,
      because: `${code ?? 'an error without a code'}: words`,
    });
  });
});

describe('an error of a call', () => {
  const errorOf = (name: string, httpStatusCode: number) =>
    Object.assign(new Error('words'), { name, $metadata: { httpStatusCode } });

  it.each([
    ['TooManyRequestsException', 429, 'later'],
    ['ThrottlingException', 400, 'later'],
    ['InternalException', 500, 'later'],
    ['InvalidAccessException', 401, 'off'],
    ['InvalidAccessException', 400, 'off'],
    ['AccessDeniedException', 403, 'off'],
    ['AccessDenied', 403, 'off'],
    ['InvalidInputException', 400, 'refused'],
  ])('%s, %i, means %s', (name, status, kind) => {
    const because = `securityhub:BatchImportFindings: ${name}: words`;
    expect(failureOf(errorOf(name, status), 'securityhub:BatchImportFindings')).toEqual({ kind, because });
  });

  it('that no service answered is a defect of ours, but for the network', () => {
    expect(failureOf(new TypeError('defect'), 'securityhub:BatchImportFindings')).toBeUndefined();
    const lost = Object.assign(new Error('lost'), { name: 'TimeoutError' });
    expect(failureOf(lost, 'securityhub:BatchImportFindings')?.kind).toBe('later');
  });
});

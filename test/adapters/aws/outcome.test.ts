import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../adapters/aws/outcome.ts';
import { awsError } from './answers.ts';

const outcome = (error: unknown, action = 'sagemaker:DescribeModel') => {
  const refusal = refusalOf(error, action);
  if (refusal?.outcome !== 'failed') return refusal?.outcome;
  return refusal.retryable ? 'failed, try again' : 'failed';
};

describe('what an error of the SDK means', () => {
  it.each([
    ['ResourceNotFound', 400, 'sagemaker:DescribeDomain'],
    ['ResourceNotFoundException', 404, 'bedrock:GetGuardrail'],
    ['NoSuchEntity', 404, 'iam:GetRole'],
    ['NoSuchEntityException', 404, 'iam:GetRole'],
    ['NoSuchBucket', 404, 's3:GetBucketVersioning'],
    ['NotFoundException', 400, 'kms:DescribeKey'],
  ])('%s (%d) of %s: not found', (name, status, action) => {
    expect(outcome(awsError(name, status), action)).toBe('not-found');
  });

  it.each([
    'RecordNotFound',
    'Could not find model "arn:aws:sagemaker:eu-central-1:111122223333:model/chat".',
    'Could not find endpoint configuration "arn".',
    'Requested resource not found.',
    'ModelPackage arn does not exist.',
  ])('ValidationException of SageMaker, “%s”: not found', (message) => {
    expect(outcome(awsError('ValidationException', 400, message))).toBe('not-found');
  });

  it('takes the same words of another service for a mistake, not for a deletion', () => {
    const error = awsError('ValidationException', 400, 'The role does not exist');
    expect(outcome(error, 'bedrock:GetGuardrail')).toBe('failed');
  });

  it.each([
    ['AccessDeniedException', 400],
    ['AccessDenied', 403],
    ['UnauthorizedOperation', 403],
    ['SomethingNewAboutPermissions', 403],
  ])('%s (%d): denied', (name, status) => {
    expect(refusalOf(awsError(name, status), 'kms:GetKeyPolicy')).toEqual({
      outcome: 'denied',
      because: 'access denied: kms:GetKeyPolicy',
    });
  });

  it.each([
    ['ThrottlingException', 400],
    ['TooManyRequestsException', 429],
    ['SlowDown', 503],
    ['InternalServerException', 500],
    ['ServiceUnavailable', 503],
    ['RequestTimeout', 400],
    ['RequestTimeoutException', 408],
    ['SomethingTookTooLong', 408],
    ['LimitExceededException', 400],
    ['TransactionInProgressException', 400],
    ['ExpiredTokenException', 403],
    ['ExpiredToken', 400],
    ['RequestExpired', 400],
    ['RequestTimeTooSkewed', 403],
  ])('%s (%d): failed, try again', (name, status) => {
    expect(outcome(awsError(name, status))).toBe('failed, try again');
  });

  it.each([
    ['InvalidClientTokenId', 403],
    ['UnrecognizedClientException', 403],
    ['SignatureDoesNotMatch', 403],
    ['ValidationException', 400],
  ])('%s (%d): failed, and no policy would help', (name, status) => {
    expect(outcome(awsError(name, status))).toBe('failed');
  });

  it.each(['ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'ENETUNREACH'])('%s: failed, try again', (code) => {
    expect(outcome(Object.assign(new Error('socket'), { code }))).toBe('failed, try again');
  });

  it('names the action that a service asked of another one in the caller’s name', () => {
    const message = 'User: arn:aws:iam::1:user/a is not authorized to perform: kms:Decrypt on resource: key';
    expect(refusalOf(awsError('AccessDeniedException', 400, message), 'bedrock:GetAgent')).toEqual({
      outcome: 'denied',
      because: 'access denied: kms:Decrypt',
    });
  });

  it('keeps the first line of what was said: the SDK adds advice for programmers', () => {
    const error = awsError('SyntaxError', 500, 'Unexpected token\n  Deserialization error: to see more …');
    expect(refusalOf(error, 'a:b')).toMatchObject({ because: 'a:b: SyntaxError: Unexpected token' });
  });

  it('leaves defects alone: they are no answer of AWS', () => {
    expect(refusalOf(new TypeError('x is undefined'), 'a:b')).toBeUndefined();
    // The SDK's retries write attempts into any error.
    const annotated = Object.assign(new TypeError('x'), { $metadata: { attempts: 1 } });
    expect(refusalOf(annotated, 'a:b')).toBeUndefined();
    expect(refusalOf('a text', 'a:b')).toBeUndefined();
  });
});

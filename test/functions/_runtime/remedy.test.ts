import { describe, expect, it } from 'vitest';
import { InputError, TransientError } from '../../../functions/_runtime/errors.ts';
import { remedyOf } from '../../../functions/_runtime/remedy.ts';
import { awsError } from '../../adapters/aws/answers.ts';

describe('the remedy of an error', () => {
  it.each([
    // As KMS, S3, DynamoDB and SQS say that a key cannot be used.
    ['DisabledException', /enable-key/],
    ['KMSInvalidStateException', /cancel-key-deletion/],
    ['KMS.DisabledException', /enable-key/],
    ['KMS.NotFoundException', /KMS key/],
    ['KmsDisabled', /enable-key/],
    ['KmsAccessDenied', /names the action/],
    ['AccessDenied', /names the action/],
    ['AccessDeniedException', /names the action/],
    ['ResourceNotFoundException', /deploy it again/],
    ['QueueDoesNotExist', /deploy it again/],
    ['NoSuchBucket', /deploy it again/],
  ])('%s: says what to do', (name, remedy) => {
    expect(remedyOf(awsError(name))).toMatch(remedy);
  });

  it('is that of its cause where it has none of its own', () => {
    expect(remedyOf(new TransientError('later', { cause: awsError('AccessDenied', 403) }))).toMatch(/action/);
  });

  it('for what nobody understands is to keep it', () => {
    expect(remedyOf(new InputError('no JSON'))).toMatch(/dead-letter/);
  });

  it.each([
    awsError('ThrottlingException'),
    new TypeError('defect'),
    'a text',
    undefined,
  ])('is none for what passes by itself, and for defects: %s', (error) => {
    expect(remedyOf(error)).toBeUndefined();
  });
});

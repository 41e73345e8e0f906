import { describe, expect, it } from 'vitest';
import { defineReader, isTransitional } from '../../../adapters/aws/reader.ts';
import { readResource } from '../../../adapters/aws/readers/index.ts';
import { answering, awsError } from './answers.ts';
import { refOf } from './kit.ts';

const type = 'AWS::SageMaker::Model';
const aws = answering(() => ({}));

const reading = (request: () => Promise<string>) =>
  defineReader({
    type,
    actions: ['sagemaker:DescribeModel', 'sagemaker:ListTags'],
    async read({ ask, aside }) {
      await ask('sagemaker:DescribeModel', async () => undefined);
      return { properties: { ModelName: await aside('sagemaker:ListTags', request) } };
    },
  });

describe('a reader', () => {
  it('measures the interval of its read by the clock that it is given', async () => {
    let second = 0;
    const ticking = { ...aws, now: () => new Date(1000 * second++) };
    expect(await reading(async () => 'm').read(refOf(type, 'm'), ticking)).toMatchObject({
      resource: { read: ['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:01.000Z'] },
    });
  });

  it.each([
    ['AccessDeniedException', 'access denied: sagemaker:ListTags'],
    ['ResourceNotFound', 'not found: sagemaker:ListTags'],
    ['ValidationError', 'sagemaker:ListTags: ValidationError: ValidationError'],
  ])('a part refused by %s is unknown', async (name, because) => {
    const reader = reading(() => Promise.reject(awsError(name)));
    expect(await reader.read(refOf(type, 'm'), aws)).toMatchObject({
      resource: { properties: { ModelName: { $unknown: because } } },
    });
  });

  it('a part that may be had later fails the whole', async () => {
    const reader = reading(() => Promise.reject(awsError('ThrottlingException')));
    expect(await reader.read(refOf(type, 'm'), aws)).toMatchObject({ outcome: 'failed', retryable: true });
  });

  it('does not hide a defect', async () => {
    const reader = reading(() => Promise.reject(new TypeError('a defect')));
    await expect(reader.read(refOf(type, 'm'), aws)).rejects.toThrow('a defect');
  });

  it('refuses a ref that has a display name only', async () => {
    const named = refOf(type, 'm', { nameOnly: true });
    expect(await reading(async () => 'm').read(named, aws)).toEqual({
      outcome: 'failed',
      because: 'm is a name, and not the id that the API asks for',
      retryable: false,
    });
  });

  it('is missing for some types, which is a failure and no absence', async () => {
    expect(await readResource(refOf('AWS::None::Such', 'x'), aws)).toEqual({
      outcome: 'failed',
      because: 'nothing here reads AWS::None::Such',
      retryable: false,
    });
  });
});

describe('a status', () => {
  it.each([
    'Pending',
    'Creating',
    'UPDATING',
    'VERSIONING',
    'RollingBack',
    'SystemUpdating',
    'InProgress',
    'DELETING',
  ])('%s passes', (status) => expect(isTransitional(status)).toBe(true));

  it.each([
    'InService',
    'Failed',
    'READY',
    'ACTIVE',
    'NOT_PREPARED',
    'PendingDeletion',
    'Completed',
    'UPDATE_UNSUCCESSFUL',
  ])('%s stays', (status) => expect(isTransitional(status)).toBe(false));
});

import { describe, expect, it } from 'vitest';
import { callerIn } from '../../../adapters/aws/caller.ts';
import { answering, awsError } from './answers.ts';
import { emulatedAws, REGION } from './kit.ts';

describe('the caller', () => {
  it('has an account, a partition and a name', async () => {
    expect(await callerIn(emulatedAws().aws, REGION)).toEqual({
      outcome: 'known',
      account: '111122223333',
      partition: 'aws',
      arn: 'arn:aws:sts::111122223333:assumed-role/Developer/dev',
    });
  });

  it('is nobody where the credentials are not accepted', async () => {
    const aws = answering(() => {
      throw awsError('ExpiredToken', 403, 'The security token included in the request is expired');
    });
    expect(await callerIn(aws, REGION)).toMatchObject({
      outcome: 'failed',
      because: expect.stringContaining('ExpiredToken'),
      retryable: true,
    });
  });

  it('is nobody where the answer does not say who', async () => {
    expect(
      await callerIn(
        answering(() => ({})),
        REGION,
      ),
    ).toMatchObject({ outcome: 'failed' });
  });

  it('does not hide a defect', async () => {
    const aws = answering(() => {
      throw new TypeError('a defect');
    });
    await expect(callerIn(aws, REGION)).rejects.toThrow('a defect');
  });
});

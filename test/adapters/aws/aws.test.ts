import { IAMClient } from '@aws-sdk/client-iam';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' };

describe('AWS, opened once', () => {
  it('has one client per service and Region', () => {
    const aws = createAws({ region: 'eu-central-1', credentials });
    const here = aws.client(SageMakerClient, 'eu-central-1');
    expect(aws.client(SageMakerClient, 'eu-central-1')).toBe(here);
    expect(aws.client(SageMakerClient, 'us-east-1')).not.toBe(here);
    expect(aws.client(IAMClient, 'eu-central-1')).toBeInstanceOf(IAMClient);
  });

  it('asks each client in its own Region, and services without one at home', async () => {
    const aws = createAws({ region: 'eu-central-1', credentials, config: { region: 'us-west-2' } });
    expect(await aws.client(SageMakerClient, 'us-east-1').config.region()).toBe('us-east-1');
    expect(await aws.client(IAMClient, null).config.region()).toBe('eu-central-1');
    expect(aws.client(IAMClient, null)).toBe(aws.client(IAMClient, 'eu-central-1'));
  });

  it('retries with a rate that adapts', async () => {
    const aws = createAws({ region: 'eu-central-1', credentials });
    const { config } = aws.client(SageMakerClient, null);
    expect(typeof config.retryMode === 'function' ? await config.retryMode() : config.retryMode).toBe(
      'adaptive',
    );
    expect(await config.maxAttempts()).toBe(5);
  });

  it('installs into each new client once', () => {
    const installed: unknown[] = [];
    const aws = createAws({
      region: 'eu-central-1',
      credentials,
      install(client) {
        installed.push(client);
        return client;
      },
    });
    const client = aws.client(SageMakerClient, null);
    aws.client(SageMakerClient, null);
    expect(installed).toEqual([client]);
  });
});

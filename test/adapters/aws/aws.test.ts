import { once } from 'node:events';
import { createServer } from 'node:http';
import { IAMClient } from '@aws-sdk/client-iam';
import { DescribeModelCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { type ClientConfig, createAws } from '../../../adapters/aws/aws.ts';
import { refusalOf } from '../../../adapters/aws/outcome.ts';

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

  it('does not wait for ever for an answer', async () => {
    class Client {
      readonly middlewareStack = { add: () => {} };
      readonly config: ClientConfig;
      constructor(config: ClientConfig) {
        this.config = config;
      }
    }
    const { config } = createAws({ region: 'eu-central-1', credentials }).client(Client, null);
    expect(config.requestHandler).toMatchObject({
      connectionTimeout: expect.any(Number),
      requestTimeout: expect.any(Number),
      throwOnRequestTimeout: true,
    });
  });

  it('takes an endpoint that is silent for one that fails, to be tried again', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = Object(silent.address());
    const requestHandler = { connectionTimeout: 100, requestTimeout: 100, throwOnRequestTimeout: true };
    const config = { maxAttempts: 1, requestHandler };
    const aws = createAws({
      region: 'eu-central-1',
      credentials,
      endpoint: `http://127.0.0.1:${port}`,
      config,
    });
    const error = await aws
      .client(SageMakerClient, null)
      .send(new DescribeModelCommand({ ModelName: 'm' }))
      .catch((thrown: unknown) => thrown);
    expect(refusalOf(error, 'sagemaker:DescribeModel')).toMatchObject({ outcome: 'failed', retryable: true });
    silent.closeAllConnections();
    silent.close();
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

import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/sagemaker/endpoint.ts';
import { readerContract } from '../../contract.ts';
import { type EmulatedAws, emulatedAws, refOf } from '../../kit.ts';

const ref = refOf('AWS::SageMaker::Endpoint', 'chat');

const DeploymentConfig = {
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: { Type: 'CANARY' as const, WaitIntervalInSeconds: 300 },
  },
  AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] },
};

async function make({ door }: EmulatedAws) {
  const sagemaker = door.client(SageMakerClient);
  const ExecutionRoleArn = 'arn:aws:iam::111122223333:role/Chat';
  await sagemaker.send(new CreateModelCommand({ ModelName: 'chat', ExecutionRoleArn }));
  await sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: 'chat-1',
      ProductionVariants: [{ VariantName: 'all', ModelName: 'chat', InstanceType: 'ml.m5.large' }],
    }),
  );
  await sagemaker.send(
    new CreateEndpointCommand({ EndpointName: ref.id, EndpointConfigName: 'chat-1', DeploymentConfig }),
  );
  return ref;
}

describe('AWS::SageMaker::Endpoint', () => {
  readerContract({
    reader,
    main: { service: 'sagemaker', operation: 'DescribeEndpoint' },
    part: { operation: 'ListTags', member: 'Tags' },
    missing: ref,
    make,
    // What it serves stands in its configuration; how it is updated is its own.
    properties: {
      EndpointName: 'chat',
      EndpointConfigName: 'chat-1',
      EndpointStatus: 'InService',
      DeploymentConfig,
      Tags: [],
    },
  });

  it('is on its way while it is created', async () => {
    const emulated = emulatedAws();
    await make(emulated);
    expect(await reader.read(ref, emulated.aws)).toMatchObject({ transitional: 'Creating' });
  });
});

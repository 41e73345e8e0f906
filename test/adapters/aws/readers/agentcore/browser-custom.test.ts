import {
  BedrockAgentCoreControlClient,
  CreateBrowserCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { describe } from 'vitest';
import reader from '../../../../../adapters/aws/readers/agentcore/browser-custom.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const type = 'AWS::BedrockAgentCore::BrowserCustom';

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'bedrock-agentcore-control', operation: 'GetBrowser' },
    part: { operation: 'ListTagsForResource', member: 'Tags' },
    missing: refOf(type, 'web-abcdefghij'),
    async make({ door }) {
      const { browserId = '' } = await door.client(BedrockAgentCoreControlClient).send(
        new CreateBrowserCommand({
          name: 'web',
          executionRoleArn: 'arn:aws:iam::111122223333:role/Web',
          networkConfiguration: {
            networkMode: 'VPC',
            vpcConfig: { securityGroups: ['sg-0a1b2c3d'], subnets: ['subnet-0a1b2c3d'] },
          },
          recording: { enabled: true, s3Location: { bucket: 'recordings', prefix: 'web/' } },
          browserSigning: { enabled: true },
          enterprisePolicies: [
            { type: 'MANAGED', location: { s3: { bucket: 'policies', prefix: 'web.json' } } },
          ],
          tags: { team: 'ml' },
        }),
      );
      return refOf(type, browserId);
    },
    properties: {
      Name: 'web',
      ExecutionRoleArn: 'arn:aws:iam::111122223333:role/Web',
      NetworkConfiguration: {
        NetworkMode: 'VPC',
        VpcConfig: { SecurityGroups: ['sg-0a1b2c3d'], Subnets: ['subnet-0a1b2c3d'] },
      },
      RecordingConfig: { Enabled: true, S3Location: { Bucket: 'recordings', Prefix: 'web/' } },
      BrowserSigning: { Enabled: true },
      EnterprisePolicies: [{ Type: 'MANAGED', Location: { Bucket: 'policies', Prefix: 'web.json' } }],
      Status: 'READY',
      Tags: { team: 'ml' },
    },
  });
});

import {
  BedrockAgentCoreControlClient,
  CreatePolicyEngineCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { describe } from 'vitest';
import reader from '../../../../../adapters/aws/readers/agentcore/policy-engine.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const type = 'AWS::BedrockAgentCore::PolicyEngine';

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'bedrock-agentcore-control', operation: 'GetPolicyEngine' },
    part: { operation: 'ListTagsForResource', member: 'Tags' },
    missing: refOf(type, 'gate-abcdefghij'),
    async make({ door }) {
      const { policyEngineId = '' } = await door.client(BedrockAgentCoreControlClient).send(
        new CreatePolicyEngineCommand({
          name: 'gate',
          encryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
          tags: { team: 'ml' },
        }),
      );
      return refOf(type, policyEngineId);
    },
    properties: {
      Name: 'gate',
      EncryptionKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      Status: 'ACTIVE',
      Tags: [{ Key: 'team', Value: 'ml' }],
    },
  });
});

import {
  BedrockAgentCoreControlClient,
  CreateCodeInterpreterCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { describe } from 'vitest';
import reader from '../../../../../adapters/aws/readers/agentcore/code-interpreter-custom.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const type = 'AWS::BedrockAgentCore::CodeInterpreterCustom';
const secretArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:ca';

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'bedrock-agentcore-control', operation: 'GetCodeInterpreter' },
    part: { operation: 'ListTagsForResource', member: 'Tags' },
    missing: refOf(type, 'python-abcdefghij'),
    async make({ door }) {
      const { codeInterpreterId = '' } = await door.client(BedrockAgentCoreControlClient).send(
        new CreateCodeInterpreterCommand({
          name: 'python',
          executionRoleArn: 'arn:aws:iam::111122223333:role/Code',
          networkConfiguration: { networkMode: 'SANDBOX' },
          certificates: [{ location: { secretsManager: { secretArn } } }],
          tags: { team: 'ml' },
        }),
      );
      return refOf(type, codeInterpreterId);
    },
    properties: {
      Name: 'python',
      ExecutionRoleArn: 'arn:aws:iam::111122223333:role/Code',
      NetworkConfiguration: { NetworkMode: 'SANDBOX' },
      Certificates: [{ CertificateLocation: { SecretArn: secretArn } }],
      Status: 'READY',
      Tags: { team: 'ml' },
    },
  });
});

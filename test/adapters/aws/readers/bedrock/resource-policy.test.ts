import { BedrockClient, PutResourcePolicyCommand } from '@aws-sdk/client-bedrock';
import { describe } from 'vitest';
import reader from '../../../../../adapters/aws/readers/bedrock/resource-policy.ts';
import { readerContract } from '../../contract.ts';
import { refOf } from '../../kit.ts';

const type = 'AWS::Bedrock::ResourcePolicy';
const GUARDRAIL = 'arn:aws:bedrock:eu-central-1:111122223333:guardrail/abcdefghij12';
const ref = refOf(type, GUARDRAIL, { arn: GUARDRAIL });
const policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'bedrock:ApplyGuardrail', Resource: GUARDRAIL }],
};

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'bedrock', operation: 'GetResourcePolicy' },
    missing: ref,
    async make({ door }) {
      const resourcePolicy = JSON.stringify(policy);
      await door
        .client(BedrockClient)
        .send(new PutResourcePolicyCommand({ resourceArn: GUARDRAIL, resourcePolicy }));
      return ref;
    },
    properties: { ResourceArn: GUARDRAIL, PolicyDocument: policy },
  });
});

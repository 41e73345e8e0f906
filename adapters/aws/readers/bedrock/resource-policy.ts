import { policyDocument } from '../../policy-document.ts';
import { defineReader } from '../../reader.ts';

const type = 'AWS::Bedrock::ResourcePolicy';

export default defineReader({
  type,
  actions: ['bedrock:GetResourcePolicy'],
  async read({ ref, aws, ask }) {
    // It has no name of its own: it is known by what it opens.
    const resourceArn = ref.arn ?? ref.id;
    const { BedrockClient, GetResourcePolicyCommand } = await import('../../clients/bedrock.ts');
    const client = aws.client(BedrockClient, ref.region);
    const { resourcePolicy } = await ask('bedrock:GetResourcePolicy', () =>
      client.send(new GetResourcePolicyCommand({ resourceArn })),
    );
    if (!resourcePolicy) return { outcome: 'not-found' };
    return {
      properties: { ResourceArn: resourceArn, PolicyDocument: policyDocument(resourcePolicy) },
      arn: resourceArn,
    };
  },
});

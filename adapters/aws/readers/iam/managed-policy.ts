import { toCloudFormation } from '../../cloudformation.ts';
import { policyDocument } from '../../policy-document.ts';
import { defineReader } from '../../reader.ts';

const type = 'AWS::IAM::ManagedPolicy';

const ATTACHMENTS = 'whom it is attached to is not read';

export default defineReader({
  type,
  actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
  unread: { Groups: ATTACHMENTS, Roles: ATTACHMENTS, Users: ATTACHMENTS },
  async read({ ref, aws, ask, aside }) {
    const { arn: PolicyArn } = ref;
    if (PolicyArn === undefined) {
      // Its path is part of the ARN and not of the name.
      return { outcome: 'failed', because: `the ARN of policy ${ref.id} is not known`, retryable: false };
    }
    const { GetPolicyCommand, GetPolicyVersionCommand, IAMClient } = await import('../../clients/iam.ts');
    const client = aws.client(IAMClient, null);
    const { Policy } = await ask('iam:GetPolicy', () => client.send(new GetPolicyCommand({ PolicyArn })));
    const PolicyDocument = await aside('iam:GetPolicyVersion', async () => {
      const VersionId = Policy?.DefaultVersionId;
      const version = await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
      return policyDocument(version.PolicyVersion?.Document);
    });
    return {
      properties: {
        ...toCloudFormation(Policy ?? {}, type, { PolicyName: 'ManagedPolicyName' }),
        PolicyDocument,
      },
      arn: Policy?.Arn,
      createdAt: Policy?.CreateDate,
    };
  },
});

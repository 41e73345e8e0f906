import type { IAMClient } from '@aws-sdk/client-iam';
import type { Json } from '../../../../resources/resource.ts';
import { toCloudFormation } from '../../cloudformation.ts';
import { allPages } from '../../pages.ts';
import { policyDocument } from '../../policy-document.ts';
import { defineReader, type Reading } from '../../reader.ts';
import { tagList } from '../../tags.ts';

const type = 'AWS::IAM::Role';

type Action = 'iam:GetRole' | 'iam:ListRolePolicies' | 'iam:GetRolePolicy' | 'iam:ListAttachedRolePolicies';

export default defineReader({
  type,
  actions: ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { GetRoleCommand, IAMClient } = await import('../../clients/iam.ts');
    const client = aws.client(IAMClient, null);
    const { Role } = await ask('iam:GetRole', () => client.send(new GetRoleCommand({ RoleName: ref.id })));
    const { AssumeRolePolicyDocument, PermissionsBoundary, Tags, ...rest } = Role ?? {};
    return {
      properties: {
        ...toCloudFormation(rest, type),
        AssumeRolePolicyDocument: policyDocument(AssumeRolePolicyDocument),
        PermissionsBoundary: PermissionsBoundary?.PermissionsBoundaryArn,
        ManagedPolicyArns: await attachedPolicies(reading, client),
        Policies: await inlinePolicies(reading, client),
        Tags: tagList(Tags),
      },
      arn: Role?.Arn,
      createdAt: Role?.CreateDate,
    };
  },
});

async function attachedPolicies({ ref, aside }: Reading<Action>, client: IAMClient) {
  const { ListAttachedRolePoliciesCommand } = await import('../../clients/iam.ts');
  return aside('iam:ListAttachedRolePolicies', async () => {
    const policies = await allPages(async (Marker) => {
      const page = await client.send(new ListAttachedRolePoliciesCommand({ RoleName: ref.id, Marker }));
      return { rows: page.AttachedPolicies, next: page.Marker };
    });
    return policies.flatMap(({ PolicyArn }) => PolicyArn ?? []);
  });
}

async function inlinePolicies(reading: Reading<Action>, client: IAMClient) {
  const { ListRolePoliciesCommand } = await import('../../clients/iam.ts');
  const names = await reading.aside('iam:ListRolePolicies', () =>
    allPages(async (Marker) => {
      const page = await client.send(new ListRolePoliciesCommand({ RoleName: reading.ref.id, Marker }));
      return { rows: page.PolicyNames, next: page.Marker };
    }),
  );
  if (!Array.isArray(names)) return names;
  return Promise.all(names.map((name) => inlinePolicy(reading, client, name)));
}

async function inlinePolicy(
  { ref, aside }: Reading<Action>,
  client: IAMClient,
  PolicyName: string,
): Promise<Json> {
  const { GetRolePolicyCommand } = await import('../../clients/iam.ts');
  const PolicyDocument = await aside('iam:GetRolePolicy', async () => {
    const answer = await client.send(new GetRolePolicyCommand({ RoleName: ref.id, PolicyName }));
    return policyDocument(answer.PolicyDocument);
  });
  return { PolicyName, PolicyDocument };
}

import type { IAMClient } from '@aws-sdk/client-iam';
import { plain, toCloudFormation } from '../../cloudformation.ts';
import { allPages } from '../../pages.ts';
import { defineReader, type Reading } from '../../reader.ts';
import { tagList } from '../../tags.ts';

const type = 'AWS::IAM::User';

const NOT_READ = 'not read: no rule asks for it';

export default defineReader({
  type,
  actions: ['iam:GetUser', 'iam:ListServiceSpecificCredentials'],
  unread: { Groups: NOT_READ, LoginProfile: NOT_READ, ManagedPolicyArns: NOT_READ, Policies: NOT_READ },
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { GetUserCommand, IAMClient } = await import('../../clients/iam.ts');
    const client = aws.client(IAMClient, null);
    const { User } = await ask('iam:GetUser', () => client.send(new GetUserCommand({ UserName: ref.id })));
    const { PermissionsBoundary, Tags, ...rest } = User ?? {};
    return {
      properties: {
        ...toCloudFormation(rest, type),
        PermissionsBoundary: PermissionsBoundary?.PermissionsBoundaryArn,
        ServiceSpecificCredentials: await credentialsOf(reading, client),
        Tags: tagList(Tags),
      },
      arn: User?.Arn,
      createdAt: User?.CreateDate,
    };
  },
});

async function credentialsOf(
  { ref, aside }: Reading<'iam:ListServiceSpecificCredentials'>,
  client: IAMClient,
) {
  const { ListServiceSpecificCredentialsCommand } = await import('../../clients/iam.ts');
  return aside('iam:ListServiceSpecificCredentials', async () => {
    const credentials = await allPages(async (Marker) => {
      const page = await client.send(new ListServiceSpecificCredentialsCommand({ UserName: ref.id, Marker }));
      return { rows: page.ServiceSpecificCredentials, next: page.Marker };
    });
    return plain(
      credentials.map(({ ServiceSpecificCredentialId, ServiceName, Status, CreateDate, ExpirationDate }) => ({
        ServiceSpecificCredentialId,
        ServiceName,
        Status,
        CreateDate,
        ExpirationDate,
      })),
    );
  });
}

import {
  CreateServiceSpecificCredentialCommand,
  CreateUserCommand,
  DeleteServiceSpecificCredentialCommand,
  DeleteUserCommand,
  GetUserCommand,
  IAMClient,
  ListServiceSpecificCredentialsCommand,
  ListUsersCommand,
  UpdateServiceSpecificCredentialCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { allPages, type Endpoint, refusal } from '../kit.ts';

const ServiceName = 'bedrock.amazonaws.com';

/** What IAM promises about users and their long-term keys of single services. */
export function iamUsersContract(open: () => Endpoint): void {
  describe('an IAM user', () => {
    it('is created, seen, listed page by page, and deleted', async () => {
      const endpoint = open();
      const iam = endpoint.client(IAMClient);
      for (const UserName of ['c', 'a', 'b']) await iam.send(new CreateUserCommand({ UserName }));
      const { User } = await iam.send(new GetUserCommand({ UserName: 'a' }));
      expect(User).toMatchObject({ Arn: `arn:aws:iam::${endpoint.account}:user/a`, Path: '/' });
      const { rows, pages } = await allPages(async (Marker) => {
        const page = await iam.send(new ListUsersCommand({ Marker, MaxItems: 2 }));
        return { rows: page.Users, token: page.Marker };
      });
      expect([rows.map(({ UserName }) => UserName), pages]).toEqual([['a', 'b', 'c'], 2]);
      const again = iam.send(new CreateUserCommand({ UserName: 'a' }));
      expect((await refusal(again)).name).toBe('EntityAlreadyExistsException');
      await iam.send(new DeleteUserCommand({ UserName: 'a' }));
      const gone = iam.send(new GetUserCommand({ UserName: 'a' }));
      expect((await refusal(gone)).name).toBe('NoSuchEntityException');
    });

    it('has credentials of single services, whose secret is told once', async () => {
      const iam = open().client(IAMClient);
      const UserName = 'caller';
      await iam.send(new CreateUserCommand({ UserName }));
      const input = { UserName, ServiceName, CredentialAgeDays: 30 };
      const made = await iam.send(new CreateServiceSpecificCredentialCommand(input));
      const ServiceSpecificCredentialId = made.ServiceSpecificCredential?.ServiceSpecificCredentialId;
      const listed = async () =>
        (await iam.send(new ListServiceSpecificCredentialsCommand({ UserName, ServiceName })))
          .ServiceSpecificCredentials;
      const [credential] = (await listed()) ?? [];
      expect(credential).toMatchObject({ UserName, ServiceName, Status: 'Active' });
      expect(credential).not.toHaveProperty('ServiceCredentialSecret');
      expect(credential?.ExpirationDate?.getTime()).toBe(
        (credential?.CreateDate?.getTime() ?? 0) + 30 * 86_400_000,
      );
      const named = { UserName, ServiceSpecificCredentialId };
      await iam.send(new UpdateServiceSpecificCredentialCommand({ ...named, Status: 'Inactive' }));
      expect(await listed()).toMatchObject([{ Status: 'Inactive' }]);
      expect((await refusal(iam.send(new DeleteUserCommand({ UserName })))).name).toBe(
        'DeleteConflictException',
      );
      await iam.send(new DeleteServiceSpecificCredentialCommand(named));
      expect(await listed()).toEqual([]);
      const twice = iam.send(new DeleteServiceSpecificCredentialCommand(named));
      expect((await refusal(twice)).name).toBe('NoSuchEntityException');
    });
  });
}

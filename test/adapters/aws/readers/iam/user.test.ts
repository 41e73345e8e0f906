import { CreateServiceSpecificCredentialCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/iam/user.ts';
import { readerContract } from '../../contract.ts';
import { emulatedAws, readOf, refOf } from '../../kit.ts';

const type = 'AWS::IAM::User';
const ref = refOf(type, 'caller', { region: null });

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'iam', operation: 'GetUser' },
    part: { operation: 'ListServiceSpecificCredentials', member: 'ServiceSpecificCredentials' },
    missing: ref,
    async make({ door }) {
      const iam = door.client(IAMClient);
      await iam.send(
        new CreateUserCommand({
          UserName: 'caller',
          Path: '/ml/',
          PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
          Tags: [{ Key: 'team', Value: 'ml' }],
        }),
      );
      const ServiceName = 'bedrock.amazonaws.com';
      await iam.send(new CreateServiceSpecificCredentialCommand({ UserName: 'caller', ServiceName }));
      return ref;
    },
    properties: {
      UserName: 'caller',
      Path: '/ml/',
      PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
      ServiceSpecificCredentials: [{ ServiceName: 'bedrock.amazonaws.com', Status: 'Active' }],
      Tags: [{ Key: 'team', Value: 'ml' }],
    },
  });

  it('without a credential has an empty list of them, by its ARN of no Region', async () => {
    const { door, aws } = emulatedAws();
    await door.client(IAMClient).send(new CreateUserCommand({ UserName: 'caller' }));
    const resource = readOf(await reader.read(ref, aws), reader);
    expect(resource.properties['ServiceSpecificCredentials']).toEqual([]);
    expect(resource).toMatchObject({ arn: 'arn:aws:iam::111122223333:user/caller', region: null });
  });
});

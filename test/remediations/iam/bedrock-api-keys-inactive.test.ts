import {
  CreateServiceSpecificCredentialCommand,
  CreateUserCommand,
  IAMClient,
  UpdateServiceSpecificCredentialCommand,
} from '@aws-sdk/client-iam';
import fc from 'fast-check';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/iam/bedrock-api-keys-inactive.ts';
import { itPutsRight, refOf } from '../kit.ts';

interface Key {
  readonly ServiceName: string;
  readonly isActive: boolean;
}

const BEDROCK = 'bedrock.amazonaws.com';
const GIT = 'codecommit.amazonaws.com';

const user = (keys: readonly Key[]) => async (door: Emulated) => {
  const iam = door.client(IAMClient);
  const UserName = 'analyst';
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  for (const { ServiceName, isActive } of keys) {
    const { ServiceSpecificCredential: made } = await iam.send(
      new CreateServiceSpecificCredentialCommand({ UserName, ServiceName }),
    );
    if (isActive) continue;
    const { ServiceSpecificCredentialId } = made ?? {};
    await iam.send(
      new UpdateServiceSpecificCredentialCommand({
        UserName,
        ServiceSpecificCredentialId,
        Status: 'Inactive',
      }),
    );
  }
  return { ...refOf('AWS::IAM::User', UserName, User?.Arn), region: null };
};

const rule = 'bedrock-api-key-no-long-term';
const active = { ServiceName: BEDROCK, isActive: true };
const others = fc.array(fc.record({ ServiceName: fc.constant(GIT), isActive: fc.boolean() }), {
  maxLength: 2,
});

itPutsRight(
  remediation,
  [
    { name: 'a user with one key', rule, make: user([active]) },
    { name: 'a user with a key of each kind', rule, make: user([{ ...active, ServiceName: GIT }, active]) },
    { name: 'a user with two keys', rule, make: user([active, active]) },
  ],
  { anyScene: others.map((keys) => ({ name: 'any user', rule, make: user([...keys, active]) }) as const) },
);

import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { emulate } from '../../../emulator/index.ts';
import { accountsFor } from '../../../functions/_runtime/accounts.ts';
import { enter, home } from '../../../functions/_runtime/world.ts';
import { emulatedAws, REGION } from '../../adapters/aws/kit.ts';

const OWN = '111122223333';
const MEMBER = '444455556666';
const ROLE = 'assay-publish';

const members = {
  ACCOUNT_ID: OWN,
  MEMBER_PUBLISH_ROLE: ROLE,
  MEMBER_EXTERNAL_ID: 'organization',
};

async function opened(externalId = 'organization') {
  const { world, door } = emulatedAws();
  enter({ region: REGION, config: door.config, install: door.install, now: world.clock.now });
  const AssumeRolePolicyDocument = JSON.stringify({
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: `arn:aws:iam::${OWN}:role/Developer` },
        Condition: { StringEquals: { 'sts:ExternalId': externalId } },
      },
    ],
  });
  await emulate(world, { region: REGION, account: MEMBER })
    .client(IAMClient)
    .send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument }));
  const assumed = () => world.events.filter(({ eventName }) => eventName === 'AssumeRole').length;
  world.readWriteType = 'All';
  return { world, assumed };
}

const whoIs = async (aws: ReturnType<typeof home> | undefined) =>
  (await aws?.client(STSClient, REGION).send(new GetCallerIdentityCommand({})))?.Arn;

describe('accounts', () => {
  it('are the own one, by its own credentials, where nobody names another', async () => {
    const { assumed } = await opened();
    const awsOf = accountsFor(home(), members);
    for (const account of [null, '', OWN]) {
      expect(await whoIs(awsOf(account))).toBe(`arn:aws:sts::${OWN}:assumed-role/Developer/dev`);
    }
    expect(assumed()).toBe(0);
  });

  it('are members, through their role, whose credentials are asked for once and again before they end', async () => {
    const { world, assumed } = await opened();
    const awsOf = accountsFor(home(), members);
    const session = `arn:aws:sts::${MEMBER}:assumed-role/${ROLE}/assay`;
    expect(await Promise.all([whoIs(awsOf(MEMBER)), whoIs(awsOf(MEMBER))])).toEqual([session, session]);
    expect(assumed()).toBe(1);
    world.clock.advance(54 * 60_000);
    await whoIs(awsOf(MEMBER));
    expect(assumed()).toBe(1);
    world.clock.advance(2 * 60_000);
    expect(await whoIs(awsOf(MEMBER))).toBe(session);
    expect(assumed()).toBe(2);
  });

  it('that do not trust us refuse, and are asked again the next time', async () => {
    const { assumed } = await opened('another');
    const aws = accountsFor(home(), members)(MEMBER);
    for (const asked of [1, 2]) {
      await expect(whoIs(aws)).rejects.toMatchObject({ name: 'AccessDenied' });
      expect(assumed()).toBe(asked);
    }
  });

  it('are none of ours where there are no members, or where the text is no account', async () => {
    await opened();
    expect(accountsFor(home(), { ...members, MEMBER_PUBLISH_ROLE: '-' })(MEMBER)).toBeUndefined();
    expect(accountsFor(home(), members)('x/../admin')).toBeUndefined();
  });

  it('are none of ours where the deployment does not list them, whatever their roles trust', async () => {
    const { assumed } = await opened();
    const awsOf = accountsFor(home(), members, new Set(['777788889999']));
    expect(awsOf(MEMBER)).toBeUndefined();
    expect(awsOf('777788889999')).not.toBe(awsOf(OWN));
    expect(awsOf('777788889999')).toHaveProperty('client');
    expect(await whoIs(awsOf(OWN))).toContain(OWN);
    expect(assumed()).toBe(0);
  });
});

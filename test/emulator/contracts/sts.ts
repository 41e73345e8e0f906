import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';
import { trusting } from './iam.ts';

const EXTERNAL_ID = { StringEquals: { 'sts:ExternalId': 'assay-7' } };

/** What STS promises to whoever assumes a role. */
export function stsContract(open: () => Endpoint): void {
  const assume = async (trust: (endpoint: Endpoint) => string, ExternalId?: string) => {
    const endpoint = open();
    const AssumeRolePolicyDocument = trust(endpoint);
    await endpoint
      .client(IAMClient)
      .send(new CreateRoleCommand({ RoleName: 'Target', AssumeRolePolicyDocument }));
    const RoleArn = `arn:aws:iam::${endpoint.account}:role/Target`;
    return endpoint
      .client(STSClient)
      .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'sweep', ...(ExternalId && { ExternalId }) }));
  };
  const ownAccount = (condition?: object) => (endpoint: Endpoint) =>
    trusting({ AWS: `arn:aws:iam::${endpoint.account}:root` }, condition);

  describe('assuming a role', () => {
    it('gives a session of the role to a caller whom it trusts', async () => {
      const answer = await assume(ownAccount());
      expect(answer.AssumedRoleUser?.Arn).toMatch(/:assumed-role\/Target\/sweep$/);
      expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA/);
    });

    it('is allowed with the external id that the trust asks for', async () => {
      const answer = await assume(ownAccount(EXTERNAL_ID), 'assay-7');
      expect(answer.Credentials?.SessionToken).toMatch(/\S/);
    });

    it.each([
      ['another account is trusted', () => trusting({ AWS: 'arn:aws:iam::999999999999:root' }), undefined],
      ['only a service is trusted', () => trusting({ Service: 'lambda.amazonaws.com' }), undefined],
      ['the external id is missing', ownAccount(EXTERNAL_ID), undefined],
      ['the external id is another', ownAccount(EXTERNAL_ID), 'assay-8'],
    ])('is denied when %s', async (_why, trust, externalId) => {
      const error = await refusal(assume(trust, externalId));
      expect(error.name).toBe('AccessDenied');
      expect(error.message).toContain('is not authorized to perform: sts:AssumeRole');
    });

    it('is denied when there is no such role', async () => {
      const endpoint = open();
      const RoleArn = `arn:aws:iam::${endpoint.account}:role/None`;
      const call = endpoint
        .client(STSClient)
        .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session' }));
      expect((await refusal(call)).name).toBe('AccessDenied');
    });
  });

  it('GetCallerIdentity names the account and the caller', async () => {
    const endpoint = open();
    const identity = await endpoint.client(STSClient).send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe(endpoint.account);
    expect(identity.Arn).toContain(endpoint.account);
  });
}

import { DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { kmsSigner } from '../../../../adapters/aws/ledger/signer.ts';
import { isSignatureOf, normalSignature, readPublicKey } from '../../../../engine/evidence/signature.ts';
import { ledgerAccount } from './kit.ts';

async function opened() {
  const account = await ledgerAccount();
  const arn = await account.makeKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  return { ...account, arn, signer: kmsSigner(account.aws, arn) };
}

describe('the signer in KMS', () => {
  it('signs what its public key verifies', async () => {
    const { arn, signer } = await opened();
    const { keyId, algorithm, publicKeyPem, sign } = await signer();
    expect({ keyId, algorithm }).toEqual({ keyId: arn, algorithm: 'ECDSA_SHA_256' });
    const key = readPublicKey(publicKeyPem)?.key;
    if (!key) throw new Error('the key was expected to be P-256');
    const bytes = Buffer.from('what was sealed');
    const signature = normalSignature(await sign(bytes));
    expect(isSignatureOf(bytes, signature, key)).toBe(true);
    expect(isSignatureOf(Buffer.from('something else'), signature, key)).toBe(false);
  });

  it('asks for its public key once, and again after a refusal', async () => {
    const { world, kms, arn, signer } = await opened();
    world.readWriteType = 'All';
    await kms.send(new DisableKeyCommand({ KeyId: arn }));
    await expect(signer()).rejects.toMatchObject({ name: 'DisabledException' });
    await kms.send(new EnableKeyCommand({ KeyId: arn }));
    const asked = () => world.events.filter(({ eventName }) => eventName === 'GetPublicKey').length;
    const before = asked();
    expect(await signer()).toBe(await signer());
    expect(asked()).toBe(before + 1);
  });

  it('does not sign with a key that is disabled in between', async () => {
    const { kms, arn, signer } = await opened();
    const { sign } = await signer();
    await kms.send(new DisableKeyCommand({ KeyId: arn }));
    await expect(sign(Buffer.of(1))).rejects.toMatchObject({ name: 'DisabledException' });
  });
});

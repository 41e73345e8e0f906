import { createHash, createPublicKey, verify } from 'node:crypto';
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateMacCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  GetPublicKeyCommand,
  KMSClient,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  SignCommand,
  TagResourceCommand,
  UntagResourceCommand,
  VerifyCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

const SIGNING = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
const SigningAlgorithm = 'ECDSA_SHA_256';
const message = Buffer.from('seal 42');
const digest = createHash('sha256').update(message).digest();

/** What KMS promises: keys, who may use them, and what they do. */
export function kmsContract(open: () => Endpoint): void {
  const opened = async (key: CreateKeyCommandInput = {}) => {
    const endpoint = open();
    const kms = endpoint.client(KMSClient);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand(key));
    return { endpoint, kms, KeyId: KeyMetadata?.KeyId ?? '', Arn: KeyMetadata?.Arn ?? '' };
  };

  describe('a KMS key', () => {
    it('is found by id, ARN, alias and alias ARN', async () => {
      const { endpoint, kms, KeyId, Arn } = await opened({ Description: 'evidence' });
      const AliasName = 'alias/assay/evidence';
      await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId }));
      const aliasArn = `arn:aws:kms:${endpoint.region}:${endpoint.account}:${AliasName}`;
      expect(Arn).toBe(`arn:aws:kms:${endpoint.region}:${endpoint.account}:key/${KeyId}`);
      for (const given of [KeyId, Arn, AliasName, aliasArn]) {
        const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: given }));
        expect(KeyMetadata).toMatchObject({
          Arn,
          Description: 'evidence',
          KeyManager: 'CUSTOMER',
          KeySpec: 'SYMMETRIC_DEFAULT',
          KeyState: 'Enabled',
          KeyUsage: 'ENCRYPT_DECRYPT',
        });
      }
      const { Aliases } = await kms.send(new ListAliasesCommand({ KeyId }));
      expect(Aliases).toMatchObject([{ AliasName, AliasArn: aliasArn, TargetKeyId: KeyId }]);
      const { Keys } = await kms.send(new ListKeysCommand({}));
      expect(Keys).toContainEqual({ KeyId, KeyArn: Arn });
    });

    it.each(['alias/none', '11111111-2222-4333-8444-555555555555'])('%s is not found', async (KeyId) => {
      const { kms } = await opened();
      const error = await refusal(kms.send(new DescribeKeyCommand({ KeyId })));
      expect(error.name).toBe('NotFoundException');
    });

    it('of AWS is there without anybody having made it', async () => {
      const { kms } = await opened();
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
      expect(KeyMetadata?.KeyManager).toBe('AWS');
      const again = await kms.send(new DescribeKeyCommand({ KeyId: KeyMetadata?.Arn ?? '' }));
      expect(again.KeyMetadata?.KeyId).toBe(KeyMetadata?.KeyId);
    });

    it('works again after it was disabled and enabled', async () => {
      const { kms, KeyId } = await opened(SIGNING);
      const use = new SignCommand({ KeyId, Message: message, SigningAlgorithm });
      await kms.send(new DisableKeyCommand({ KeyId }));
      expect((await refusal(kms.send(use))).name).toBe('DisabledException');
      await kms.send(new EnableKeyCommand({ KeyId }));
      expect((await kms.send(use)).Signature).toBeInstanceOf(Uint8Array);
    });

    it('does nothing while it waits for its deletion, and is disabled when that is called off', async () => {
      const { kms, KeyId } = await opened(SIGNING);
      const state = async () => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;
      await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
      expect(await state()).toBe('PendingDeletion');
      const use = new SignCommand({ KeyId, Message: message, SigningAlgorithm });
      expect((await refusal(kms.send(use))).name).toBe('KMSInvalidStateException');
      const enable = kms.send(new EnableKeyCommand({ KeyId }));
      expect((await refusal(enable)).name).toBe('KMSInvalidStateException');
      await kms.send(new CancelKeyDeletionCommand({ KeyId }));
      expect(await state()).toBe('Disabled');
    });

    it('rotates as often as it is told', async () => {
      const { kms, KeyId } = await opened();
      const status = () => kms.send(new GetKeyRotationStatusCommand({ KeyId }));
      expect((await status()).KeyRotationEnabled).toBe(false);
      await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 180 }));
      expect(await status()).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 180 });
      await kms.send(new DisableKeyRotationCommand({ KeyId }));
      expect((await status()).KeyRotationEnabled).toBe(false);
      const { kms: other, KeyId: asymmetric } = await opened(SIGNING);
      const asked = other.send(new GetKeyRotationStatusCommand({ KeyId: asymmetric }));
      expect((await refusal(asked)).name).toBe('UnsupportedOperationException');
    });

    it('carries tags', async () => {
      const { kms, KeyId } = await opened({ Tags: [{ TagKey: 'a', TagValue: '1' }] });
      await kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: 'b', TagValue: '2' }] }));
      await kms.send(new UntagResourceCommand({ KeyId, TagKeys: ['a'] }));
      const { Tags } = await kms.send(new ListResourceTagsCommand({ KeyId }));
      expect(Tags).toEqual([{ TagKey: 'b', TagValue: '2' }]);
    });
  });

  describe('a KMS key policy', () => {
    it('leaves the key to the account unless another is put', async () => {
      const { endpoint, kms, KeyId } = await opened();
      const read = async () => {
        const { Policy = '' } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
        return JSON.parse(Policy);
      };
      expect((await read()).Statement).toMatchObject([
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${endpoint.account}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ]);
      const other = await read();
      other.Id = 'other';
      const Policy = JSON.stringify(other);
      await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));
      expect((await read()).Id).toBe('other');
    });
  });

  describe('KMS signatures', () => {
    it.each([
      ['RAW', message],
      ['DIGEST', digest],
    ] as const)('over %s verify offline with the public key', async (MessageType, Message) => {
      const { kms, KeyId } = await opened(SIGNING);
      const { Signature = new Uint8Array() } = await kms.send(
        new SignCommand({ KeyId, Message, MessageType, SigningAlgorithm }),
      );
      const { PublicKey = new Uint8Array() } = await kms.send(new GetPublicKeyCommand({ KeyId }));
      const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
      expect(verify('sha256', message, key, Signature)).toBe(true);
      expect(verify('sha256', Buffer.from('seal 43'), key, Signature)).toBe(false);
    });

    it('verify in KMS, whether the message or its digest is given, and nothing else does', async () => {
      const { kms, KeyId } = await opened(SIGNING);
      const { Signature } = await kms.send(new SignCommand({ KeyId, Message: message, SigningAlgorithm }));
      const check = (Message: Uint8Array, MessageType: 'RAW' | 'DIGEST') =>
        kms.send(new VerifyCommand({ KeyId, Message, MessageType, Signature, SigningAlgorithm }));
      expect((await check(message, 'RAW')).SignatureValid).toBe(true);
      expect((await check(digest, 'DIGEST')).SignatureValid).toBe(true);
      const wrong = createHash('sha256').update('seal 43').digest();
      expect((await refusal(check(wrong, 'DIGEST'))).name).toBe('KMSInvalidSignatureException');
      expect((await refusal(check(wrong, 'RAW'))).name).toBe('KMSInvalidSignatureException');
    });

    it.each([
      ['a message of more than 4,096 bytes', Buffer.alloc(4097), 'RAW'],
      ['a digest of another length', Buffer.alloc(31), 'DIGEST'],
    ] as const)('are not made over %s', async (_what, Message, MessageType) => {
      const { kms, KeyId } = await opened(SIGNING);
      const asked = kms.send(new SignCommand({ KeyId, Message, MessageType, SigningAlgorithm }));
      expect((await refusal(asked)).name).toBe('ValidationException');
    });

    it('are not made by a key that encrypts', async () => {
      const { kms, KeyId } = await opened();
      const asked = kms.send(new SignCommand({ KeyId, Message: message, SigningAlgorithm }));
      expect((await refusal(asked)).name).toBe('InvalidKeyUsageException');
    });
  });

  describe('KMS encryption', () => {
    const EncryptionContext = { purpose: 'evidence', account: '1' };

    it('gives back what was encrypted, in the same context only', async () => {
      const { kms, KeyId, Arn } = await opened();
      const sent = { KeyId, Plaintext: message, EncryptionContext };
      const { CiphertextBlob } = await kms.send(new EncryptCommand(sent));
      const reordered = { account: '1', purpose: 'evidence' };
      const opened1 = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: reordered }));
      expect([opened1.KeyId, Buffer.from(opened1.Plaintext ?? []).toString()]).toEqual([Arn, 'seal 42']);
      const asked = kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { purpose: 'x' } }));
      expect((await refusal(asked)).name).toBe('InvalidCiphertextException');
    });

    it('makes data keys in the clear and under the key', async () => {
      const { kms, KeyId } = await opened();
      const made = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
      expect(made.Plaintext).toHaveLength(32);
      const { CiphertextBlob } = made;
      const opened1 = await kms.send(new DecryptCommand({ CiphertextBlob }));
      expect(opened1.Plaintext).toEqual(made.Plaintext);
    });
  });

  it('KMS verifies the MACs that it made, and no other', async () => {
    const { kms, KeyId } = await opened({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const MacAlgorithm = 'HMAC_SHA_256';
    const { Mac } = await kms.send(new GenerateMacCommand({ KeyId, Message: message, MacAlgorithm }));
    const check = (Message: Uint8Array) =>
      kms.send(new VerifyMacCommand({ KeyId, Message, MacAlgorithm, Mac }));
    expect((await check(message)).MacValid).toBe(true);
    expect((await refusal(check(digest))).name).toBe('KMSInvalidMacException');
  });
}

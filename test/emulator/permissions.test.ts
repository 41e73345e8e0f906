import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  SignCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createWorld, emulate } from '../../emulator/index.ts';
import { refusal } from './kit.ts';

const region = 'us-east-1';
const Bucket = 'assay-evidence';
const ACCOUNT = '111122223333';
const as = (world = createWorld()) => {
  const door = (role: string, account = ACCOUNT) =>
    emulate(world, {
      region,
      account,
      principal: `arn:aws:sts::${account}:assumed-role/${role}/session`,
    });
  return { world, door };
};
const role = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:role/${name}`;
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

describe('a bucket policy', () => {
  const opened = async (...statements: object[]) => {
    const { world, door } = as();
    const s3 = door('Writer').client(S3Client);
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(...statements) }));
    return { world, door, s3 };
  };
  const put = new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' });
  const once = new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', IfNoneMatch: '*' });

  it('denies puts that do not say If-None-Match', async () => {
    const { s3 } = await opened({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
      Condition: { Null: { 's3:if-none-match': 'true' } },
    });
    expect(await refusal(s3.send(put))).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('with an explicit deny in a resource-based policy'),
    });
    await s3.send(once);
  });

  it('denies to all but a role', async () => {
    const { door, s3 } = await opened({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:DeleteObject*',
      Resource: '*',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': role('BreakGlass') } },
    });
    const remove = new DeleteObjectCommand({ Bucket, Key: 'k' });
    expect((await refusal(s3.send(remove))).name).toBe('AccessDenied');
    await door('BreakGlass').client(S3Client).send(remove);
  });

  it('lets another account in, as far as it says and no further', async () => {
    const { door, s3 } = await opened({
      Effect: 'Allow',
      Principal: { AWS: role('Auditor', '999999999999') },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    });
    await s3.send(put);
    const auditor = door('Auditor', '999999999999').client(S3Client);
    const { Body } = await auditor.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    expect(await Body?.transformToString()).toBe('x');
    expect((await refusal(auditor.send(once))).name).toBe('AccessDenied');
    const stranger = door('Other', '999999999999').client(S3Client);
    expect((await refusal(stranger.send(new GetObjectCommand({ Bucket, Key: 'k' })))).name).toBe(
      'AccessDenied',
    );
  });

  it('does not reach across Regions: a bucket is asked for where it is', async () => {
    const { world } = await opened();
    const elsewhere = emulate(world, { region: 'eu-west-1' }).client(S3Client);
    const error = await refusal(elsewhere.send(new GetBucketVersioningCommand({ Bucket })));
    expect(error).toMatchObject({ name: 'PermanentRedirect', $metadata: { httpStatusCode: 301 } });
    const follower = emulate(world, { region: 'eu-west-1' });
    const s3 = follower.install(new S3Client({ ...follower.config, followRegionRedirects: true }));
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).$metadata.httpStatusCode).toBe(200);
  });
});

describe('a key policy', () => {
  const SigningAlgorithm = 'ECDSA_SHA_256';
  const admin = { Effect: 'Allow', Principal: { AWS: role('Admin') }, Action: 'kms:*', Resource: '*' };
  const sealer = {
    Effect: 'Allow',
    Principal: { AWS: role('Sealer') },
    Action: ['kms:Sign', 'kms:DescribeKey'],
    Resource: '*',
  };
  const opened = async (...statements: object[]) => {
    const { world, door } = as();
    const { KeyMetadata } = await door('Admin')
      .client(KMSClient)
      .send(
        new CreateKeyCommand({
          KeySpec: 'ECC_NIST_P256',
          KeyUsage: 'SIGN_VERIFY',
          Policy: policy(...statements),
        }),
      );
    const KeyId = KeyMetadata?.Arn ?? '';
    const sign = (name: string, account?: string) =>
      door(name, account)
        .client(KMSClient)
        .send(new SignCommand({ KeyId, Message: Buffer.from('m'), SigningAlgorithm }));
    return { world, door, KeyId, sign };
  };

  it('that names roles leaves all others out, of the account too', async () => {
    const { door, KeyId, sign } = await opened(admin, sealer);
    expect((await sign('Sealer')).KeyId).toBe(KeyId);
    expect(await refusal(sign('Developer'))).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('no resource-based policy allows the kms:Sign action'),
    });
    const describeKey = door('Developer').client(KMSClient).send(new DescribeKeyCommand({ KeyId }));
    expect((await refusal(describeKey)).name).toBe('AccessDeniedException');
  });

  it('that denies outweighs what it allows', async () => {
    const root = { ...admin, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
    const { sign } = await opened(root, { ...sealer, Effect: 'Deny' });
    await sign('Developer');
    expect((await refusal(sign('Sealer'))).message).toContain('with an explicit deny');
  });

  it('lets another account use the key by its ARN', async () => {
    const { sign } = await opened(admin, { ...sealer, Principal: { AWS: '999999999999' } });
    await sign('Anyone', '999999999999');
    expect((await refusal(sign('Anyone', '888888888888'))).name).toBe('AccessDeniedException');
  });

  it('that would lock its author out is refused', async () => {
    const { door, KeyId } = await opened(admin);
    const lockout = { KeyId, Policy: policy(sealer) };
    const kms = door('Admin').client(KMSClient);
    const error = await refusal(kms.send(new PutKeyPolicyCommand(lockout)));
    expect(error.name).toBe('MalformedPolicyDocumentException');
    await kms.send(new PutKeyPolicyCommand({ ...lockout, BypassPolicyLockoutSafetyCheck: true }));
  });
});

describe('an object encrypted under a key', () => {
  const opened = async () => {
    const { door } = as();
    const clients = { s3: door('Writer').client(S3Client), kms: door('Writer').client(KMSClient) };
    await clients.s3.send(new CreateBucketCommand({ Bucket }));
    const { KeyMetadata } = await clients.kms.send(new CreateKeyCommand({}));
    const SSEKMSKeyId = KeyMetadata?.KeyId ?? '';
    const put = (KeyId: string | undefined) =>
      clients.s3.send(
        new PutObjectCommand({
          Bucket,
          Key: 'k',
          Body: 'x',
          ServerSideEncryption: 'aws:kms',
          SSEKMSKeyId: KeyId,
        }),
      );
    return { ...clients, put, SSEKMSKeyId, arn: KeyMetadata?.Arn };
  };

  it('names the key by its ARN, and AWS’s own where none is named', async () => {
    const { put, SSEKMSKeyId, arn } = await opened();
    expect(await put(SSEKMSKeyId)).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: arn });
    expect((await put(undefined)).SSEKMSKeyId).toMatch(/:key\//);
  });

  it('is not read when the key is disabled, nor written under one that is not there', async () => {
    const { s3, kms, put, SSEKMSKeyId } = await opened();
    await put(SSEKMSKeyId);
    await kms.send(new DisableKeyCommand({ KeyId: SSEKMSKeyId }));
    const read = s3.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    expect((await refusal(read)).name).toBe('KMS.DisabledException');
    expect((await refusal(put('alias/none'))).name).toBe('KMS.NotFoundException');
  });
});

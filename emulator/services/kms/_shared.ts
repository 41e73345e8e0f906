import { createHash, type KeyObject } from 'node:crypto';
import type { KeyMetadata } from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import { globalContext, judged, type Policy } from '../../policy.ts';
import type { Call } from '../../service.ts';
import { createTable, type View } from '../../table.ts';

/** A key with what only KMS knows of it. */
export interface StoredKey {
  metadata: KeyMetadata & { KeyId: string; Arn: string };
  material: Material;
  policy: Policy;
  /** Days; undefined: it is not rotated. */
  rotationPeriodInDays: number | undefined;
  rotationSince: Date | undefined;
  tags: Record<string, string>;
}

export type Material =
  | { kind: 'symmetric'; secret: Buffer }
  | { kind: 'hmac'; secret: Buffer }
  | { kind: 'ecc'; privateKey: KeyObject; publicKey: KeyObject };

export interface StoredAlias {
  name: string;
  keyId: string;
  since: Date;
}

export const keys = createTable<StoredKey>();
export const aliases = createTable<StoredAlias>();

// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key
const AWS_MANAGED = [
  'acm',
  'backup',
  'dynamodb',
  'ebs',
  'elasticfilesystem',
  'es',
  'glue',
  'kinesis',
  'lambda',
  'rds',
  'redshift',
  's3',
  'sagemaker',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
];

/** The aliases of AWS's own keys, which every account has. */
export function awsAliases(call: Call): StoredAlias[] {
  return AWS_MANAGED.map((service) => ({
    name: `alias/aws/${service}`,
    keyId: awsKeyId(call, service),
    since: AWS_SINCE,
  }));
}

const AWS_SINCE = new Date('2024-01-01T00:00:00Z');

function awsKeyId({ account, region }: Pick<Call, 'account' | 'region'>, service: string): string {
  const hex = createHash('sha256').update(`${account}/${region}/${service}`).digest('hex');
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

interface Place {
  account: string;
  region: string;
  name: string;
}

/** The key behind an id, a key ARN, an alias or an alias ARN. */
export function findKey(call: Call, given: string): StoredKey {
  const place = placeOf(call, given);
  const view = viewOf(call, place);
  const isAlias = place.name.startsWith('alias/');
  const service = isAlias ? /^alias\/aws\/(.+)$/.exec(place.name)?.[1] : undefined;
  if (service !== undefined && AWS_MANAGED.includes(service)) return awsKey(call, place, service);
  const alias = isAlias ? aliases.get(view, place.name) : undefined;
  const keyId = isAlias ? alias?.keyId : place.name.replace(/^key\//, '');
  const key = keyId === undefined ? undefined : keys.get(view, keyId);
  if (key !== undefined) return key;
  const own = AWS_MANAGED.find((name) => awsKeyId(place, name) === keyId);
  if (own !== undefined) return awsKey(call, place, own);
  const arn = `arn:${call.partition}:kms:${place.region}:${place.account}`;
  const what = isAlias
    ? `Alias ${arn}:${place.name} is not found.`
    : `Key '${arn}:key/${keyId}' does not exist`;
  throw notFound(what);
}

/** The same for operations that take no alias. */
export function findByKeyId(call: Call, given: string): StoredKey {
  if (placeOf(call, given).name.startsWith('alias/')) throw notFound(`Invalid keyId ${given}`);
  return findKey(call, given);
}

function placeOf(call: Call, given: string): Place {
  if (!given.startsWith('arn:')) return { account: call.account, region: call.region, name: given };
  const [, , service, region = '', account = '', name = ''] = given.split(':');
  if (service !== 'kms' || region !== call.region) throw notFound(`Invalid arn ${given}`);
  return { account, region, name };
}

function viewOf(call: Call, { account, region }: Place): View {
  return account === call.account ? call : { ...call, scope: call.world.scope(account, region) };
}

function awsKey(call: Call, { account, region }: Place, service: string): StoredKey {
  const KeyId = awsKeyId({ account, region }, service);
  return {
    metadata: {
      KeyId,
      Arn: `arn:${call.partition}:kms:${region}:${account}:key/${KeyId}`,
      AWSAccountId: account,
      CreationDate: AWS_SINCE,
      Description: `Default key that protects my ${service} resources when no other key is defined`,
      Enabled: true,
      KeyManager: 'AWS',
      KeyState: 'Enabled',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeySpec: 'SYMMETRIC_DEFAULT',
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      Origin: 'AWS_KMS',
      MultiRegion: false,
    },
    material: { kind: 'symmetric', secret: createHash('sha256').update(KeyId).digest() },
    policy: defaultPolicy(call.partition, account),
    rotationPeriodInDays: 365,
    rotationSince: AWS_SINCE,
    tags: {},
  };
}

/** What a key has that was given no policy: the account's own IAM decides. */
export function defaultPolicy(partition: string, account: string): Policy {
  const statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  const document = { Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] };
  return { document: JSON.stringify(document, null, 2), statements: [statement] };
}

/** Refuses what the key's policy denies or does not allow; unlike S3's, it must allow its own account too. */
export function permit(call: Call, key: StoredKey, context: Record<string, string | undefined> = {}): void {
  if (key.metadata.KeyManager === 'AWS' && key.metadata.AWSAccountId === call.account) return;
  const action = `kms:${call.operation}`;
  const verdict = judged(key.policy, {
    principal: call.principal,
    action,
    resource: key.metadata.Arn,
    context: { ...globalContext(call.principal), 'kms:calleraccount': call.account, ...context },
  });
  if (verdict === 'allowed') return;
  const why =
    verdict === 'denied'
      ? 'with an explicit deny in a resource-based policy'
      : `because no resource-based policy allows the ${action} action`;
  throw new AwsError(
    'AccessDeniedException',
    `User: ${call.principal.arn} is not authorized to perform: ${action} on resource: ${key.metadata.Arn} ${why}`,
    400,
  );
}

/** A key that is there, lets the caller do it, and is ready for work. */
export function usableKey(
  call: Call,
  given: string,
  context?: Record<string, string | undefined>,
): StoredKey {
  const key = findKey(call, given);
  permit(call, key, context);
  const { Arn, KeyState } = key.metadata;
  if (KeyState === 'Disabled') throw new AwsError('DisabledException', `${Arn} is disabled.`);
  if (KeyState !== 'Enabled') throw pendingDeletion(Arn);
  return key;
}

/** A key of the customer's that is there and lets the caller manage it. */
export function managedKey(call: Call, given: string): StoredKey {
  const key = findByKeyId(call, given);
  permit(call, key);
  return key;
}

/** Refuses changes to what is about to disappear. */
export function refusePending({ metadata }: StoredKey): void {
  if (metadata.KeyState === 'PendingDeletion') throw pendingDeletion(metadata.Arn);
}

function pendingDeletion(arn: string): AwsError {
  return new AwsError('KMSInvalidStateException', `${arn} is pending deletion.`);
}

export function putKey(call: Call, key: StoredKey): void {
  keys.put(call, key.metadata.KeyId, key);
}

export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', message);
}

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message, 400);
}

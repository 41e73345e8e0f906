import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyMetadata, KeySpec, KeyUsageType } from '@aws-sdk/client-kms';
import { AwsError, EmulatorError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import { type Policy, readPolicy } from '../../policy.ts';
import type { Call, Operations } from '../../service.ts';
import {
  defaultPolicy,
  findKey,
  invalid,
  keys,
  type Material,
  managedKey,
  permit,
  putKey,
  refusePending,
  type StoredKey,
} from './_shared.ts';

const DAY_MS = 24 * 60 * 60_000;

export const keyOperations = {
  CreateKey(input, call) {
    const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
    const { material, traits } = made(spec, input.KeyUsage);
    const KeyId = keyId(call);
    const metadata = {
      KeyId,
      Arn: call.arn(`key/${KeyId}`),
      AWSAccountId: call.account,
      CreationDate: call.now(),
      Description: input.Description ?? '',
      Enabled: true,
      KeyManager: 'CUSTOMER' as const,
      KeyState: 'Enabled' as const,
      KeySpec: spec,
      CustomerMasterKeySpec: input.CustomerMasterKeySpec ?? customerSpec(spec),
      Origin: 'AWS_KMS' as const,
      MultiRegion: input.MultiRegion ?? false,
      ...traits,
    };
    const policy =
      input.Policy === undefined ? defaultPolicy(call.partition, call.account) : policyOf(input.Policy);
    const tags = Object.fromEntries(
      (input.Tags ?? []).map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]),
    );
    putKey(call, {
      metadata,
      material,
      policy,
      rotationPeriodInDays: undefined,
      rotationSince: undefined,
      tags,
    });
    return { KeyMetadata: metadata };
  },

  DescribeKey(input, call) {
    const key = findKey(call, input.KeyId);
    permit(call, key);
    return { KeyMetadata: key.metadata };
  },

  ListKeys(input, call) {
    const { rows, next } = pageOf(keys.list(call), {
      token: input.Marker,
      size: input.Limit,
      defaultSize: 100,
    });
    return {
      Keys: rows.map(({ metadata }) => ({ KeyId: metadata.KeyId, KeyArn: metadata.Arn })),
      Truncated: next !== undefined,
      NextMarker: next,
    };
  },

  UpdateKeyDescription(input, call) {
    change(call, input.KeyId, { Description: input.Description });
    return {};
  },

  EnableKey(input, call) {
    change(call, input.KeyId, { Enabled: true, KeyState: 'Enabled' });
    return {};
  },

  DisableKey(input, call) {
    change(call, input.KeyId, { Enabled: false, KeyState: 'Disabled' });
    return {};
  },

  ScheduleKeyDeletion(input, call) {
    const { PendingWindowInDays: days = 30 } = input;
    if (days < 7 || days > 30) throw invalid(`Pending window in days must be between 7 and 30, not ${days}`);
    const key = changeable(call, input.KeyId);
    const DeletionDate = new Date(call.nowMs + days * DAY_MS);
    const metadata = { ...key.metadata, Enabled: false, KeyState: 'PendingDeletion' as const, DeletionDate };
    // Whatever the world says of transitions: this one takes days, or it would be no safeguard.
    keys.put(
      { ...call, settleMs: undefined },
      metadata.KeyId,
      { ...key, metadata },
      {
        afterMs: days * DAY_MS,
        become: () => undefined,
      },
    );
    return { KeyId: metadata.Arn, DeletionDate, KeyState: 'PendingDeletion', PendingWindowInDays: days };
  },

  CancelKeyDeletion(input, call) {
    const key = managedKey(call, input.KeyId);
    const { DeletionDate, ...metadata } = key.metadata;
    if (DeletionDate === undefined) {
      throw new AwsError('KMSInvalidStateException', `${metadata.Arn} is not pending deletion.`);
    }
    putKey(call, { ...key, metadata: { ...metadata, Enabled: false, KeyState: 'Disabled' } });
    return { KeyId: metadata.Arn };
  },

  PutKeyPolicy(input, call) {
    checkPolicyName(input.PolicyName);
    const key = changeable(call, input.KeyId);
    const changed = { ...key, policy: policyOf(input.Policy) };
    if (input.BypassPolicyLockoutSafetyCheck !== true) checkLockout(call, changed);
    putKey(call, changed);
    return {};
  },

  GetKeyPolicy(input, call) {
    checkPolicyName(input.PolicyName);
    return { Policy: managedKey(call, input.KeyId).policy.document, PolicyName: 'default' };
  },
} satisfies Operations<typeof import('@aws-sdk/client-kms')>;

/** A customer's key that may be changed: AWS's own may not, nor what is about to be deleted. */
export function changeable(call: Call, given: string): StoredKey {
  const key = managedKey(call, given);
  if (key.metadata.KeyManager === 'AWS') {
    throw new AwsError(
      'AccessDeniedException',
      `${key.metadata.Arn} is managed by AWS and cannot be changed`,
      400,
    );
  }
  refusePending(key);
  return key;
}

function change(call: Call, given: string, changes: Partial<KeyMetadata>): void {
  const key = changeable(call, given);
  const { KeyId, Arn } = key.metadata;
  putKey(call, { ...key, metadata: { ...key.metadata, ...changes, KeyId, Arn } });
}

function keyId(call: Call): string {
  const text = call.world.ids.uuid();
  return `${call.world.ids.lower(8).replace(/[g-z]/g, 'a')}${text.slice(8)}`;
}

function policyOf(document: string): Policy {
  return readPolicy(document, 'MalformedPolicyDocumentException');
}

function checkPolicyName(name: string | undefined): void {
  if (name !== undefined && name !== 'default') {
    throw new AwsError(
      'NotFoundException',
      `Policy ${name} does not exist: a key has the policy default only`,
    );
  }
}

// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
function checkLockout(call: Call, key: StoredKey): void {
  try {
    permit({ ...call, operation: 'PutKeyPolicy' }, key);
  } catch {
    throw new AwsError(
      'MalformedPolicyDocumentException',
      'The new key policy will not allow you to update the key policy in the future.',
      400,
    );
  }
}

function customerSpec(spec: KeySpec): KeyMetadata['CustomerMasterKeySpec'] {
  return spec === 'SYMMETRIC_DEFAULT' || spec === 'ECC_NIST_P256' || spec === 'HMAC_256' ? spec : undefined;
}

function made(spec: KeySpec, usage: KeyUsageType | undefined) {
  const fitting = {
    SYMMETRIC_DEFAULT: 'ENCRYPT_DECRYPT',
    ECC_NIST_P256: 'SIGN_VERIFY',
    HMAC_256: 'GENERATE_VERIFY_MAC',
  } as const;
  if (spec !== 'SYMMETRIC_DEFAULT' && spec !== 'ECC_NIST_P256' && spec !== 'HMAC_256') {
    throw new EmulatorError(`the emulator's KMS makes no ${spec}: add it to emulator/services/kms/keys.ts`);
  }
  if (usage !== fitting[spec] && !(usage === undefined && spec === 'SYMMETRIC_DEFAULT')) {
    throw invalid(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
  }
  return { material: materialOf(spec), traits: { KeyUsage: fitting[spec], ...algorithms[spec] } };
}

const algorithms = {
  SYMMETRIC_DEFAULT: { EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'] },
  ECC_NIST_P256: { SigningAlgorithms: ['ECDSA_SHA_256'] },
  HMAC_256: { MacAlgorithms: ['HMAC_SHA_256'] },
} satisfies Record<string, Pick<KeyMetadata, 'EncryptionAlgorithms' | 'SigningAlgorithms' | 'MacAlgorithms'>>;

function materialOf(spec: 'SYMMETRIC_DEFAULT' | 'ECC_NIST_P256' | 'HMAC_256'): Material {
  if (spec === 'SYMMETRIC_DEFAULT') return { kind: 'symmetric', secret: randomBytes(32) };
  if (spec === 'HMAC_256') return { kind: 'hmac', secret: randomBytes(32) };
  return { kind: 'ecc', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) };
}

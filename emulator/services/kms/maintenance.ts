import { AwsError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { invalid, managedKey, putKey, type StoredKey } from './_shared.ts';
import { changeable } from './keys.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Rotation and tags. */
export const maintenance = {
  EnableKeyRotation(input, call) {
    const { RotationPeriodInDays: days = 365 } = input;
    if (days < 90 || days > 2560)
      throw invalid(`RotationPeriodInDays must be between 90 and 2560, not ${days}`);
    const key = rotatable(changeable(call, input.KeyId));
    putKey(call, { ...key, rotationPeriodInDays: days, rotationSince: call.now() });
    return {};
  },

  DisableKeyRotation(input, call) {
    const key = rotatable(changeable(call, input.KeyId));
    putKey(call, { ...key, rotationPeriodInDays: undefined, rotationSince: undefined });
    return {};
  },

  GetKeyRotationStatus(input, call) {
    const { metadata, rotationPeriodInDays: days, rotationSince } = rotatable(managedKey(call, input.KeyId));
    if (days === undefined || rotationSince === undefined) {
      return { KeyId: metadata.Arn, KeyRotationEnabled: false };
    }
    return {
      KeyId: metadata.Arn,
      // A key that waits for its deletion is not rotated.
      KeyRotationEnabled: metadata.KeyState !== 'PendingDeletion',
      RotationPeriodInDays: days,
      NextRotationDate: nextRotation(call, rotationSince, days),
    };
  },

  TagResource(input, call) {
    const key = changeable(call, input.KeyId);
    const added = Object.fromEntries(input.Tags.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]));
    putKey(call, { ...key, tags: { ...key.tags, ...added } });
    return {};
  },

  UntagResource(input, call) {
    const key = changeable(call, input.KeyId);
    const left = Object.entries(key.tags).filter(([name]) => !input.TagKeys.includes(name));
    putKey(call, { ...key, tags: Object.fromEntries(left) });
    return {};
  },

  ListResourceTags(input, call) {
    const all = Object.entries(managedKey(call, input.KeyId).tags);
    const { rows, next } = pageOf(all, { token: input.Marker, size: input.Limit, defaultSize: 50 });
    return {
      Tags: rows.map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      Truncated: next !== undefined,
      NextMarker: next,
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-kms')>;

function rotatable(key: StoredKey): StoredKey {
  if (key.material.kind === 'symmetric') return key;
  throw new AwsError(
    'UnsupportedOperationException',
    `${key.metadata.Arn} key type does not support key rotation`,
  );
}

function nextRotation({ nowMs }: Call, since: Date, days: number): Date {
  const rotations = Math.floor((nowMs - since.getTime()) / (days * DAY_MS)) + 1;
  return new Date(since.getTime() + rotations * days * DAY_MS);
}

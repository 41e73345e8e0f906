import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Posture } from '../../engine/posture.ts';

/** Members of the table's key: a resource, and which part of what is known about it. */
export const PART = 'posture';

/** Index from type to postures, by the time of their last change. */
export const BY_TYPE = 'byType';
/** Index from a resource to those that refer to it. */
export const BY_TARGET = 'byTarget';

/** Deleted resources are remembered for so long: longer than Security Hub keeps an archived finding. */
const DELETED_DAYS = 120;

export type Item = Record<string, AttributeValue>;

/** A posture as an item: its members beside what keys and indexes need. */
export function postureItem(posture: Posture): Item {
  const { key, ref, updatedAt, presence } = posture;
  const expires = Math.floor(Date.parse(updatedAt) / 1000) + DELETED_DAYS * 86_400;
  return marshall(
    {
      ...posture,
      part: PART,
      type: ref.type,
      // DynamoDB takes no empty text in an index key.
      changed: `${updatedAt} ${key}`,
      ...(presence === 'deleted' && { expires }),
    },
    { removeUndefinedValues: true },
  );
}

/** The posture in an item of the table or in an image of its stream; undefined if it is another part. */
export function postureOf(item: Item | undefined): Posture | undefined {
  if (item?.['part']?.S !== PART) return undefined;
  const { part: _, type: __, changed: ___, expires: ____, ...posture } = unmarshall(item);
  return posture as Posture;
}

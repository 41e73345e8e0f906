import type { Attention, Remembered } from '../../adapters/aws/posture.ts';
import type { ReadResult } from '../../adapters/aws/reader.ts';
import { isSameIncarnation, type Posture } from '../../engine/posture.ts';
import type { Request } from './ports.ts';

/** What is known of whoever bears the name. */
export interface Incarnation {
  /** The posture that the next one follows: of one that is gone, if this is another one. */
  readonly prior: Posture | null;
  /** To be remembered of it. */
  readonly attention: Pick<Attention, 'knownSince' | 'goneAt'>;
}

/**
 * Whether what was read is still who was known by that name. Where AWS does not tell when it was made, an end since it
 * was first seen tells that it is another one now; of one on its way out, the next read tells. A deletion that fails
 * afterwards looks the same: then its findings are new once more, which hides nothing.
 */
export function incarnationOf(
  { goneAt: told }: Request,
  result: ReadResult,
  { posture, attention, readAt }: Remembered & { readonly readAt: string },
): Incarnation {
  const goneAt = laterOf(told, attention.goneAt);
  const lives = { ...(goneAt !== undefined && { goneAt }) };
  if (posture === null) return { prior: null, attention: { ...lives, knownSince: readAt } };
  const createdAt = result.outcome === 'read' ? (result.resource.createdAt ?? null) : null;
  const knownSince = attention.knownSince ?? posture.readAt[1];
  const isSettled = result.outcome === 'read' && result.transitional === undefined;
  const isReplaced = createdAt === null && isSettled && goneAt !== undefined && goneAt > knownSince;
  const isSame = isSameIncarnation(posture, { createdAt }) && !isReplaced;
  return {
    prior: isReplaced ? { ...posture, presence: 'deleted' } : posture,
    attention: { ...lives, knownSince: isSame ? knownSince : readAt },
  };
}

const laterOf = (one: string | undefined, other: string | undefined): string | undefined =>
  (one ?? '') > (other ?? '') ? one : other;

import type { Remembered } from '../../adapters/aws/posture.ts';

/**
 * Whether posture has seen what an item of AWS Config tells: it was read after the item was captured, be it that nothing
 * had changed. `capturedAt` is ISO 8601.
 */
export function hasSeen({ posture, attention }: Remembered, capturedAt: string): boolean {
  if (posture === null) return false;
  const { presence, updatedAt, readAt } = posture;
  if (presence === 'deleted') return updatedAt >= capturedAt;
  return readAt[0] >= capturedAt || (attention.readAt ?? '') >= capturedAt;
}

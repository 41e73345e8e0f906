import { setTimeout as sleep } from 'node:timers/promises';
import type { Ports } from './ports.ts';

type Read = Ports['read'];

/** Reads no faster than so many a second and service: the customer's own workload shares these quotas. */
export function readBudget(
  read: Read,
  perSecond: number,
  wait: (ms: number) => Promise<unknown> = sleep,
): Read {
  const next = new Map<string, number>();
  return async (ref, aws) => {
    const [, service = ''] = ref.type.split('::');
    const now = aws.now().getTime();
    const slot = Math.max(now, next.get(service) ?? 0);
    next.set(service, slot + 1000 / perSecond);
    if (slot > now) await wait(slot - now);
    return read(ref, aws);
  };
}

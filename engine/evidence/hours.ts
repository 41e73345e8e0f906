const HOUR = 3_600_000;
/** Further back, silence is proven in one piece: sealing a month hour by hour takes longer than a function may run. */
const HOURS_APART = 24;

/** Up to when a shard is to be sealed next, ms; undefined while its hour has not ended. */
export function sealDue(sealedTo: string, now: Date): number | undefined {
  const due = Math.floor(Date.parse(sealedTo) / HOUR + 1) * HOUR;
  const ended = Math.floor(now.getTime() / HOUR) * HOUR;
  return due > ended ? undefined : Math.max(due, ended - HOURS_APART * HOUR);
}

/** Seals are named by the second. */
export const nextFullSecond = (now: Date): number => Math.ceil(now.getTime() / 1000) * 1000;

export const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

import { ALLOWED, type Held } from './brakes.ts';

/** What comes of a trigger. */
export interface Decision {
  readonly outcome: Held['allows'] | 'go';
  readonly because: string;
  /** Name of the brake that decided; null where none holds. */
  readonly brake: string | null;
  /** All that hold: with the first one gone, the next would. */
  readonly held: readonly Held[];
  /** With `wait`. */
  readonly waitSeconds?: number;
}

/** The brake that allows least decides; of equals, the first. */
export function decide(held: readonly Held[]): Decision {
  const [first] = held.toSorted((a, b) => ALLOWED.indexOf(a.allows) - ALLOWED.indexOf(b.allows));
  if (!first) return { outcome: 'go', because: 'it is safe, and no brake holds', brake: null, held };
  const { allows, because, brake, waitSeconds } = first;
  return { outcome: allows, because, brake, held, ...(waitSeconds !== undefined && { waitSeconds }) };
}

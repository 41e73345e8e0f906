/** Up to so many a month at that price each, in US dollars; the last tier has no end. */
export interface Tier {
  readonly upTo: number;
  readonly price: number;
}

/** One thing that is paid for. Counts are upper bounds; what is not given is none. */
export interface Line {
  readonly what: string;
  readonly tiers: readonly Tier[];
  readonly source: string;
  /** Of each change, as if it stood alone: batches make it fewer. */
  readonly perChange?: number;
  /** Of each judged resource a day: the sweep and the daily report. */
  readonly perResourceDay?: number;
  readonly perHour?: number;
  readonly perMonth?: number;
  /** Ends with `configRules: off`. */
  readonly isConfig?: boolean;
}

/** A month. */
export interface Scenario {
  readonly changes: number;
  readonly resources: number;
}

export interface Cost {
  readonly line: Line;
  readonly count: number;
  /** US dollars. */
  readonly cost: number;
}

const DAYS = 30;
const HOURS = DAYS * 24;

/** What one line comes to in a month, free tiers left out. */
export function costOf(line: Line, { changes, resources }: Scenario): Cost {
  const { perChange = 0, perResourceDay = 0, perHour = 0, perMonth = 0 } = line;
  const count = perChange * changes + perResourceDay * resources * DAYS + perHour * HOURS + perMonth;
  return { line, count, cost: inTiers(count, line.tiers) };
}

function inTiers(count: number, tiers: readonly Tier[]): number {
  let [cost, from] = [0, 0];
  for (const { upTo, price } of tiers) {
    cost += Math.max(0, Math.min(count, upTo) - from) * price;
    from = upTo;
  }
  return cost;
}

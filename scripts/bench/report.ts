/** One bar: a measured figure and what it may be at most (or at least). */
export interface Bar {
  readonly what: string;
  readonly value: number;
  readonly unit: 'times' | 'kB' | 'MB' | 's' | 'µs' | 'findings';
  readonly atMost?: number;
  readonly atLeast?: number;
  /** The absolute figures behind a ratio; for people, not for comparison between runs. */
  readonly detail: string;
}

export function printBar({ what, value, unit, atMost, atLeast, detail }: Bar): void {
  const holds = (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
  const bound = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  const mark = holds ? 'holds ' : 'BROKEN';
  process.stdout.write(`  ${mark}  ${what}: ${value.toFixed(2)} ${unit} (${bound})  ${detail}\n`);
  if (!holds) process.exitCode = 1;
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

export const milliseconds = (time: number): string => `${time.toFixed(0)} ms`;

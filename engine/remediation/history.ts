/** What has become of one finding's remediations. */
export interface History {
  /** When it opened, ISO 8601, by generation; older than a day is forgotten. */
  readonly openings: Readonly<Record<string, string>>;
  /** Why nothing happens to it by itself any more, until a person clears it. */
  readonly held: Hold | null;
}

export interface Hold {
  /** ISO 8601. */
  readonly since: string;
  readonly because: string;
  /** Id of the plan that failed. */
  readonly plan: string;
}

export const noHistory: History = { openings: {}, held: null };

const DAY_MS = 86_400_000;
/** Reopened more often within a day, somebody puts it back each time. */
const MOST_REOPENINGS = 2;

/** With one more opening. `now` is ISO 8601. */
export function afterOpening({ openings, held }: History, generation: number, now: string): History {
  const all: History['openings'] = { ...openings, [generation]: openings[generation] ?? now };
  const recent = Object.entries(all).filter(([, at]) => isRecent(at, now));
  return { openings: Object.fromEntries(recent), held };
}

export const reopenings = ({ openings }: History, now: string): number =>
  Math.max(0, Object.values(openings).filter((at) => isRecent(at, now)).length - 1);

export const isFoughtOver = (history: History, now: string): boolean =>
  reopenings(history, now) > MOST_REOPENINGS;

const isRecent = (at: string, now: string): boolean => Date.parse(now) - Date.parse(at) < DAY_MS;

import { UsageError } from '../exit-status.ts';

/** What was asked about. All ISO 8601. */
export interface AskedPeriod {
  /** Null: from the beginning. */
  readonly from: string | null;
  /** The instant whose state is told. */
  readonly asOf: string;
}

export interface AskedTimes {
  readonly at?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * The time that the options ask about; a day alone ends with its last millisecond, today with this moment.
 * @throws UsageError for what is no time, is to come, or ends before it begins
 */
export function askedPeriod({ at, from, to }: AskedTimes, now: string): AskedPeriod {
  if (at !== undefined && to !== undefined)
    throw new UsageError('--at and --to both say at which instant the report ends: give one of them');
  const end = at === undefined ? to : at;
  const option = at === undefined ? '--to' : '--at';
  const asOf = end === undefined ? now : instant(option, end, { now, isEnd: true });
  const begin = from === undefined ? null : instant('--from', from, { now, isEnd: false });
  if (begin !== null && begin >= asOf)
    throw new UsageError(`--from ${from} is not before the end, ${end ?? now}`);
  return { from: begin, asOf };
}

function instant(
  option: string,
  text: string,
  { now, isEnd }: { readonly now: string; readonly isEnd: boolean },
): string {
  const isDay = DAY.test(text);
  const time = Date.parse(isDay ? `${text}T${isEnd ? '23:59:59.999' : '00:00:00.000'}Z` : text);
  const isReal = !Number.isNaN(time) && (!isDay || new Date(time).toISOString().startsWith(text));
  if (!isReal || !(isDay || INSTANT.test(text)))
    throw new UsageError(
      `${option} is ${text}, expected a day such as 2026-11-30, or a time such as 2026-11-30T12:00:00Z`,
    );
  const given = new Date(time).toISOString();
  if (isDay && isEnd && text === now.slice(0, 10)) return now;
  if (given > now) throw new UsageError(`${option} ${text} is in the future; nothing is known of it yet`);
  return given;
}

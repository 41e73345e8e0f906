import type { JsonObject } from '../../resources/resource.ts';
import type { Shard } from '../evidence/layout.ts';
import type { CoverageGap } from './assessment.ts';

/** Canaries are sent every hour, and take some minutes. */
const LONGEST_SILENCE_MS = 90 * 60_000;

/** Times of which nothing is known: told by notices, and shown by canaries that did not come. */
export interface GapLog {
  told(shard: Shard, detail: JsonObject): void;
  canary(shard: Shard, sentAt: string): void;
  /** The gaps up to an instant, oldest first; `lastSeal` is the end of each shard's newest seal. */
  gaps(asOf: string, lastSeal: readonly ShardEnd[]): readonly CoverageGap[];
}

export interface ShardEnd extends Shard {
  /** ISO 8601. */
  readonly end: string;
}

export function createGapLog(): GapLog {
  const told: CoverageGap[] = [];
  const silent: CoverageGap[] = [];
  const newest = new Map<string, { readonly shard: Shard; readonly sentAt: string }>();
  return {
    told({ account, region }, detail) {
      const gap = { subject: textOf(detail['subject']), account, region, because: textOf(detail['because']) };
      const to = textOf(detail['to']) || null;
      // One that was told when it began is told again as it ends, or by somebody who did not know.
      const begun = told.findIndex((each) => each.to === null && isSamePlace(each, gap));
      const before = told[begun];
      if (before) told[begun] = { ...before, to };
      else told.push({ ...gap, from: textOf(detail['from']), to });
    },
    canary(shard, sentAt) {
      const name = `${shard.account}/${shard.region}`;
      const before = newest.get(name)?.sentAt;
      if (before !== undefined && isLong(before, sentAt)) silent.push(silence(shard, before, sentAt));
      if (before === undefined || sentAt > before) newest.set(name, { shard, sentAt });
    },
    gaps(asOf, ends) {
      const open = [...newest.values()]
        .filter(({ sentAt }) => isLong(sentAt, asOf))
        .map(({ shard, sentAt }) => silence(shard, sentAt, null));
      const unsealed = ends
        .filter(({ end }) => isLong(end, asOf))
        .map(({ end, account, region }) => ({ ...UNSEALED, account, region, from: end, to: null }));
      // What is told says more than the silence that shows it.
      const shown = [...silent, ...open].filter((gap) => !told.some((each) => covers(each, gap)));
      return [...told, ...shown, ...unsealed]
        .filter(({ from }) => from <= asOf)
        .toSorted((a, b) => (a.from < b.from ? -1 : 1));
    },
  };
}

const UNSEALED = { subject: 'the archive', because: 'no seal of a later time is in the archive' };

const isSamePlace = (a: Pick<CoverageGap, 'subject' | 'account' | 'region'>, b: typeof a): boolean =>
  a.subject === b.subject && a.account === b.account && a.region === b.region;

const isLong = (from: string, to: string): boolean => Date.parse(to) - Date.parse(from) > LONGEST_SILENCE_MS;

const silence = ({ account, region }: Shard, from: string, to: string | null): CoverageGap => ({
  subject: 'change events',
  account,
  region,
  from,
  to,
  because: 'no canary came through in this time',
});

/** By notices of the same place that meet or overlap it at both ends. */
function covers(told: CoverageGap, { account, region, from, to }: CoverageGap): boolean {
  if (told.account !== account || told.region !== region || told.from > from) return false;
  return told.to === null || (to !== null && told.to >= to);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

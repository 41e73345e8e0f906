import { INDEX_KEY, PUBLIC_KEY_KEY } from './layout.ts';

export interface HeldPeriod {
  /** First and last day, `yyyy-mm-dd`. */
  readonly from: string;
  readonly to: string;
  /** `account/region`. @default all */
  readonly shards?: readonly string[];
}

/** Where to look in an archive, and what there is meant. */
export interface HeldPlaces {
  readonly below: readonly string[];
  has(key: string): boolean;
}

const DAY_MS = 86_400_000;
/** Of shards, by day. */
const FOLDERS = ['evidence/', 'seals/', 'lookup/'];
/** Without these no day can be read or judged again. */
const ALWAYS = [INDEX_KEY, PUBLIC_KEY_KEY, 'packs/', 'settings/', 'public-keys/'];

/** Segments and what seals them, of a period and of the day after it: what happened in the last hour may have come late. */
export function placesHeld({ from, to, shards }: HeldPeriod): HeldPlaces {
  const last = new Date(Date.parse(to) + DAY_MS).toISOString().slice(0, 10);
  return {
    below: [
      ...FOLDERS.flatMap((folder) => shards?.map((shard) => `${folder}${shard}/`) ?? folder),
      ...ALWAYS,
    ],
    has(key) {
      if (!FOLDERS.some((folder) => key.startsWith(folder))) return true;
      const day = dayOf(key);
      return day === undefined || (day >= from && day <= last);
    },
  };
}

/** From a folder, or a seal's name; what has neither is no day's, and may be anybody's. */
function dayOf(key: string): string | undefined {
  const [, year, month, day] =
    /^[^/]+\/[^/]+\/[^/]+\/(\d{4})\/?(\d\d)\/?(\d\d)(?:\/|T\d{6}Z)/.exec(key) ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
}

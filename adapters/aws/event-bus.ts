import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Aws } from './aws.ts';
import { refusalOf } from './outcome.ts';

/** One event for a bus. */
export interface Announcement {
  readonly detailType: string;
  /** JSON, at most 200 KB. */
  readonly detail: string;
  readonly resources: readonly string[];
  readonly at: Date;
  /** What it is about: events about one thing are put one after the other. */
  readonly subject: string;
}

export interface Announced {
  /** Index of the first that is not on the bus and may be later; those before it are done with. */
  readonly again?: number;
  /** Those that the bus will never take. */
  readonly refused: readonly { readonly index: number; readonly because: string }[];
}

/** Puts events on a bus in their order. Throws what is neither a throttle nor a fault of AWS's. */
export type Announce = (announcements: readonly Announcement[]) => Promise<Announced>;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const MAX_ENTRIES = 10;
const MAX_BYTES = 256 * 1024;
const MAX_ATTEMPTS = 3;

const TRANSIENT = /Internal|Throttl|Limit|Unavailable|Timeout/;

interface Entry {
  readonly index: number;
  readonly subject: string;
  readonly bytes: number;
  readonly entry: PutEventsRequestEntry;
}

/** Opens a bus; `source` is who speaks. */
export const eventBus =
  (aws: Aws, { bus, source }: { readonly bus: string; readonly source: string }): Announce =>
  async (announcements) => {
    const refused: Announced['refused'][number][] = [];
    for (const call of callsOf(announcements.map((each, index) => entryOf(each, { index, bus, source })))) {
      const again = await put(aws, call, refused);
      if (again !== undefined) return { again, refused };
    }
    return { refused };
  };

function entryOf(
  { detailType, detail, resources, at, subject }: Announcement,
  { index, bus, source }: { readonly index: number; readonly bus: string; readonly source: string },
): Entry {
  const entry = {
    EventBusName: bus,
    Source: source,
    DetailType: detailType,
    Detail: detail,
    Resources: [...resources],
    Time: at,
  };
  // The time counts 14: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html
  const bytes = [source, detailType, detail, ...resources].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    14,
  );
  return { index, subject, bytes, entry };
}

/** As few calls as hold them; no two events of a call are about the same thing, since one of them may fail alone. */
function callsOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const calls: Entry[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  let subjects = new Set<string>();
  for (const entry of entries) {
    const isFull = bytes + entry.bytes > MAX_BYTES || calls.at(-1)?.length === MAX_ENTRIES;
    if (isFull || subjects.has(entry.subject)) {
      calls.push([]);
      bytes = 0;
      subjects = new Set();
    }
    calls.at(-1)?.push(entry);
    bytes += entry.bytes;
    subjects.add(entry.subject);
  }
  return calls;
}

/** Gives the index of the first that is to come again, if there is one. */
async function put(
  aws: Aws,
  call: readonly Entry[],
  refused: Announced['refused'][number][],
): Promise<number | undefined> {
  let left = call;
  for (let attempt = 0; attempt < MAX_ATTEMPTS && left.length > 0; attempt += 1) {
    const results = await send(aws, left);
    if (results === undefined) return left[0]?.index;
    const failed = left.flatMap((each, position) => {
      const { ErrorCode: code, ErrorMessage } = results[position] ?? {};
      return code === undefined ? [] : [{ each, code, because: `${code}: ${ErrorMessage ?? ''}` }];
    });
    for (const { each, code, because } of failed)
      if (!TRANSIENT.test(code)) refused.push({ index: each.index, because });
    left = failed.filter(({ code }) => TRANSIENT.test(code)).map(({ each }) => each);
  }
  return left[0]?.index;
}

/** Undefined: the call as a whole may succeed later. */
async function send(aws: Aws, entries: readonly Entry[]) {
  const { EventBridgeClient, PutEventsCommand } = await import('./clients/eventbridge.ts');
  const client = aws.client(EventBridgeClient, aws.region);
  try {
    const { Entries = [] } = await client.send(
      new PutEventsCommand({ Entries: entries.map(({ entry }) => entry) }),
    );
    return Entries;
  } catch (error) {
    const refusal = refusalOf(error, 'events:PutEvents');
    if (refusal?.outcome === 'failed' && refusal.retryable) return undefined;
    throw error;
  }
}

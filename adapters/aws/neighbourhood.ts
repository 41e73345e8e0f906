import type { Followed, Neighbourhood } from '../../engine/judge.ts';
import { valuesAt } from '../../engine/path.ts';
import { parseArn } from '../../resources/arn.ts';
import type { ResourceDefinition } from '../../resources/definition.ts';
import type { Resource, ResourceRef } from '../../resources/resource.ts';
import type { ReadResult } from './reader.ts';

/** A reference that rules of one resource follow; a rule's `needs` are such. */
export interface Needed {
  readonly path: string;
  readonly type: string;
}

/** What references of one batch have led to; concurrent questions about the same thing are one read. */
export type ReadCache = Map<string, Promise<ReadResult>>;

export interface ReadAround {
  readonly read: (ref: ResourceRef) => Promise<ReadResult>;
  readonly definitionOf: (type: string) => ResourceDefinition | undefined;
  readonly cache: ReadCache;
  /** AI resources that refer to it, `Type id` each; or why that cannot be known. */
  readonly referrersOf: (resource: Resource) => Promise<readonly string[] | { readonly unreadable: string }>;
}

export interface LiveNeighbourhood extends Neighbourhood {
  /** Every resource that was read, each once. */
  readonly related: readonly Resource[];
  /** A read failed that may succeed later. */
  readonly isIncomplete: boolean;
}

/** Reads what the rules of one resource will ask for; denied, failed and not found are unreadable, never absent. */
export async function readNeighbourhood(
  resource: Resource,
  needs: Iterable<Needed>,
  around: ReadAround,
): Promise<LiveNeighbourhood> {
  const questions = new Map<string, Promise<Answer>>();
  for (const { path, type } of needs) {
    for (const reference of valuesAt(resource.properties, path)) {
      if (typeof reference !== 'string' || reference === '') continue;
      const key = `${type}\n${reference}`;
      if (!questions.has(key)) questions.set(key, answerTo(reference, type, { from: resource, around }));
    }
  }
  const [referrers, ...answers] = await Promise.all([
    around.referrersOf(resource),
    ...[...questions].map(async ([key, answer]) => [key, await answer] as const),
  ]);
  const answered = new Map(answers);
  const read = [...answered.values()].flatMap(({ followed }) =>
    'resource' in followed ? [followed.resource] : [],
  );
  return {
    related: [...new Set(read)],
    isIncomplete: [...answered.values()].some(({ isRetryable }) => isRetryable),
    follow: (reference, type) =>
      answered.get(`${type}\n${reference}`)?.followed ?? { unreadable: `${reference} was not read` },
    referrers: (asked) =>
      asked.type === resource.type && asked.id === resource.id
        ? referrers
        : { unreadable: `who refers to ${asked.id} was not asked` },
  };
}

interface Answer {
  readonly followed: Followed;
  readonly isRetryable: boolean;
}

interface Question {
  readonly from: Resource;
  readonly around: ReadAround;
}

async function answerTo(reference: string, type: string, { from, around }: Question): Promise<Answer> {
  const ref = refOf(reference, around.definitionOf(type), { type, from });
  if (ref === undefined) return refused(`${reference} names no ${type}`);
  const key = [ref.type, ref.arn ?? ref.id, ref.account, ref.region].join('\n');
  const known = around.cache.get(key) ?? around.read(ref);
  around.cache.set(key, known);
  const result = await known;
  if (result.outcome === 'read') return { followed: { resource: result.resource }, isRetryable: false };
  if (result.outcome === 'not-found') return refused(`${reference} does not exist`);
  return refused(`${reference}: ${result.because}`, result.outcome === 'failed' && result.retryable);
}

const refused = (unreadable: string, isRetryable = false): Answer => ({
  followed: { unreadable },
  isRetryable,
});

/** What a reference names. A bare id is of the same account and Region, if ids of its type are per account and Region. */
export function refOf(
  reference: string,
  definition: ResourceDefinition | undefined,
  { type, from }: { readonly type: string; readonly from: Resource },
): ResourceRef | undefined {
  const id = definition?.idFrom ? definition.idFrom(reference) : reference;
  if (id === undefined) return undefined;
  const arn = parseArn(reference);
  const pattern = definition?.arnPattern ?? '';
  // The ARN of an object in a bucket is not the bucket's.
  const isOwnArn = arn !== undefined && reference.endsWith(id);
  return {
    type,
    id,
    ...(isOwnArn ? { arn: reference } : {}),
    partition: arn?.partition ?? from.partition,
    account: arn ? arn.account : pattern.includes('${Account}') ? from.account : null,
    region: arn ? arn.region : pattern.includes('${Region}') ? from.region : null,
  };
}

import type { Resource } from '../../resources/resource.ts';
import { unknown } from '../../resources/resource.ts';
import type { Judge, Neighbourhood } from '../judge.ts';
import type { Settings } from '../settings.ts';
import type { EvaluationRecord, RecordedVerdict, Referrers } from './record.ts';
import type { RecordedRelated } from './related.ts';

/** Bumped when whoever asks a pack could misread its answer. */
export const PACK_SCHEMA = 'assay.pack/1';

/** What is judged again: plain JSON, so that it can be handed to a pack of any age. */
export interface PackQuestion {
  readonly resource: Resource;
  readonly related: readonly (Omit<RecordedRelated, 'resource'> & { readonly resource?: Resource })[];
  readonly referrers: Referrers;
}

export type PackVerdict = Omit<RecordedVerdict, 'waiver'>;

/** What a rule pack in an archive exports. */
export interface Pack {
  readonly schema: string;
  readonly packDigest: string;
  /** The rules that these settings choose, with the parameters that they set. */
  readonly judgeWith: (settings: Settings) => (question: PackQuestion) => readonly PackVerdict[];
}

/** Begins the reason why something cannot be read that a record does not hold. */
export const NOT_RECORDED = 'not in the archive: ';

/** Asks a judge as it was asked when the record was made. */
export function judgeAgain(
  judge: Judge,
  { resource, related, referrers }: PackQuestion,
): readonly PackVerdict[] {
  const found = new Map(related.map((each) => [`${each.type}\n${each.reference}`, each]));
  const neighbourhood: Neighbourhood = {
    referrers: () => referrers,
    follow(reference, type) {
      const { unreadable, resource: led } = found.get(`${type}\n${reference}`) ?? {};
      if (led) return { resource: unreadable === undefined ? led : { ...led, unreadable } };
      return { unreadable: unreadable ?? `${NOT_RECORDED}what ${reference} was` };
    },
  };
  return judge
    .judge(resource, neighbourhood)
    .map(({ rule, verdict }) => ({ rule: rule.id, revision: rule.revision, ...verdict }));
}

/** What a record tells of the resource: properties that only its keyed hash holds are unknown, and not absent. */
export function recordedResource({ resource, properties, rest = [] }: EvaluationRecord): Resource {
  return { ...resource, properties: { ...properties, ...unknownOf(rest) } };
}

const unknownOf = (names: readonly string[]) =>
  Object.fromEntries(
    names.map((name) => [name, unknown(`${NOT_RECORDED}${name}, of which it holds a keyed hash`)]),
  );

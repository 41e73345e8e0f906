import type { ResourceDefinition } from '../../resources/definition.ts';
import { type Resource, unknown } from '../../resources/resource.ts';
import type { Judge, Neighbourhood } from '../judge.ts';
import { namesOf } from '../names.ts';
import type { Settings } from '../settings.ts';
import type { RecordedVerdict, Referrers } from './record.ts';

/** Bumped when whoever asks a pack could misread its answer. */
export const PACK_SCHEMA = 'assay.pack/1';

/** What a reference led to. */
export interface KnownReference {
  readonly reference: string;
  readonly type: string;
  readonly unreadable?: string | undefined;
  readonly resource?: Resource | undefined;
}

/** What is judged again: plain JSON, so that it can be handed to a pack of any age. */
export interface PackQuestion {
  readonly resource: Resource;
  readonly related: readonly KnownReference[];
  /** What else it may lead to, by its names. */
  readonly around: readonly Resource[];
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
const NOT_RECORDED = 'not in the archive: ';

export const notRecorded = (what: string): string => `${NOT_RECORDED}${what}`;

/** What a verdict would need that the archive does not hold. */
export const missingFor = ({ status, because = '' }: PackVerdict): string | undefined =>
  status === 'INSUFFICIENT_DATA' && because.includes(NOT_RECORDED)
    ? because.slice(because.indexOf(NOT_RECORDED) + NOT_RECORDED.length)
    : undefined;

export interface JudgeOfPack {
  readonly judge: Judge;
  readonly definitionOf: (type: string) => ResourceDefinition | undefined;
}

/** Asks a judge as it was asked when the record was made. */
export function judgeAgain(
  { judge, definitionOf }: JudgeOfPack,
  { resource, related, around, referrers }: PackQuestion,
): readonly PackVerdict[] {
  const led = new Map(related.map((each) => [`${each.type}\n${each.reference}`, each]));
  const named = namesOf(around, definitionOf);
  const neighbourhood: Neighbourhood = {
    referrers: () => referrers,
    follow(reference, type, from) {
      const { unreadable, resource: found = named({ reference, type, from }) } =
        led.get(`${type}\n${reference}`) ?? {};
      if (unreadable !== undefined) return { unreadable };
      return found ? { resource: found } : { unreadable: notRecorded(`what ${reference} was`) };
    },
  };
  return judge
    .judge(resource, neighbourhood)
    .map(({ rule, verdict }) => ({ rule: rule.id, revision: rule.revision, ...verdict }));
}

/** Properties as a record holds them: those that only its keyed hash holds are unknown, and not absent. */
export function recordedProperties({
  properties = {},
  rest = [],
}: Partial<Pick<Resource, 'properties'>> & {
  readonly rest?: readonly string[] | undefined;
}): Resource['properties'] {
  const others = rest.map((name) => [name, unknown(notRecorded(`${name}, of which it holds a keyed hash`))]);
  return { ...properties, ...Object.fromEntries(others) };
}

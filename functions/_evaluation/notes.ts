import {
  type FollowedReference,
  type RecordedRelated,
  recordedRelated,
} from '../../engine/evidence/related.ts';
import type { Judge, Neighbourhood } from '../../engine/judge.ts';
import type { Rule } from '../../engine/rule.ts';

/** What the rules of one resource look at while they judge it. */
export interface Notes {
  /** The same judge, and the same neighbourhood, watched. */
  readonly judge: Judge;
  readonly neighbourhood: Neighbourhood;
  /** Names of the resource's own top-level properties that were read. */
  readonly readProperties: ReadonlySet<string>;
  /** What it refers to and was followed, as evidence keeps it. */
  related(): readonly RecordedRelated[];
}

/** Watches a judgement, so that evidence can keep what it stood on. */
export function takeNotes(judge: Judge, neighbourhood: Neighbourhood): Notes {
  const own = new Set<string>();
  const ofType = new Map<string, Set<string>>();
  const followed = new Map<string, FollowedReference>();

  function noteRelated(type: string, path: string): void {
    const names = ofType.get(type) ?? new Set();
    ofType.set(type, names.add(topOf(path)));
  }

  return {
    readProperties: own,
    related: () => recordedRelated(followed.values(), (type) => ofType.get(type) ?? new Set()),
    neighbourhood: {
      referrers: (resource) => neighbourhood.referrers(resource),
      follow(reference, type, from) {
        const found = neighbourhood.follow(reference, type, from);
        followed.set(`${type}\n${reference}`, { reference, type, found });
        return found;
      },
    },
    judge: {
      rulesFor: judge.rulesFor,
      judge(resource, around) {
        const noteOwn = (path: string) => {
          if (Object.hasOwn(resource.properties, topOf(path))) own.add(topOf(path));
        };
        const note = ({ needs }: Rule, path: string) => {
          const [name = '', ...rest] = path.split(' → ');
          const type = rest.length > 0 ? needs?.[name]?.type : undefined;
          if (type === undefined) noteOwn(path);
          else noteRelated(type, rest.join(' → '));
        };
        // The engine reads these for a rule that asks where they lead.
        for (const { needs = {} } of judge.rulesFor(resource.type))
          for (const { path } of Object.values(needs)) noteOwn(path);
        return judge.judge(resource, around, {
          onRead: (rule, { path }) => note(rule, path),
          onEnter: note,
        });
      },
    },
  };
}

/** `ProductionVariants[0].KmsKeyId` → `ProductionVariants` */
const topOf = (path: string): string => path.split(/[.[]/)[0] ?? '';

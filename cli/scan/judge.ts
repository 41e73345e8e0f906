import { type ReadCache, readNeighbourhood } from '../../adapters/aws/neighbourhood.ts';
import type { ReadResult } from '../../adapters/aws/reader.ts';
import { type Finding, findingsOf } from '../../engine/finding.ts';
import type { Judge, Neighbourhood } from '../../engine/judge.ts';
import { insufficientData } from '../../engine/rule.ts';
import type { Waivers } from '../../engine/waiver.ts';
import { resourceKey } from '../../resources/key.ts';
import type { Resource, ResourceRef } from '../../resources/resource.ts';
import { definitionOf } from '../house.ts';
import type { OpenAccount } from './account.ts';
import { type Gathered, readSafely, type Unlisted } from './gather.ts';
import type { Plan } from './plan.ts';
import type { Pool } from './pool.ts';
import { type Referrers, referrersIn } from './referrers.ts';

export interface Judging {
  readonly account: OpenAccount;
  readonly plan: Plan;
  readonly pool: Pool;
  readonly judge: Judge;
  readonly waivers: Waivers;
  /** The settings' own word that a resource serves AI. */
  readonly servesAi: (resource: Resource) => boolean;
}

export interface JudgedResource {
  readonly resource: Resource;
  readonly findings: readonly Finding[];
}

/** Everything that the rules say of what was gathered, in the order of Region, type and id. */
export async function judgeAll(gathered: Gathered, judging: Judging): Promise<readonly JudgedResource[]> {
  const { plan } = judging;
  const read = reader(gathered.resources, judging);
  const around: Around = {
    judging,
    read,
    cache: new Map(),
    referrers: await referrersIn(gathered.resources, read),
    incomplete: whyIncomplete(gathered),
  };
  const judged = await Promise.all(
    gathered.resources
      .filter(({ type }) => plan.judged.includes(type))
      .map(async (resource) => ({ resource, findings: await judgeOne(resource, around) })),
  );
  const unlisted = gathered.unlisted.filter(
    ({ type, outcome }) => plan.judged.includes(type) && outcome !== 'unavailable',
  );
  return [...judged, ...unlisted.map((each) => judgeUnlisted(each, judging))].toSorted(inOrder);
}

interface Around {
  readonly judging: Judging;
  readonly read: (ref: ResourceRef) => Promise<ReadResult>;
  readonly cache: ReadCache;
  readonly referrers: Referrers;
  readonly incomplete: (resource: Resource) => string | undefined;
}

async function judgeOne(resource: Resource, around: Around): Promise<readonly Finding[]> {
  const { judge, waivers, servesAi } = around.judging;
  const rules = judge.rulesFor(resource.type);
  const known = around.referrers(resource);
  const referrers = servesAi(resource) ? [...known, 'the settings'] : known;
  const neighbourhood = await readNeighbourhood(
    resource,
    rules.flatMap(({ needs = {} }) => Object.values(needs)),
    { read: around.read, definitionOf, cache: around.cache, referrersOf: async () => referrers },
  );
  const findings = findingsOf(resource, { judge, neighbourhood, waivers });
  const unreadable = around.incomplete(resource);
  if (unreadable === undefined || !rules.some(({ referencedBy }) => referencedBy)) return findings;
  // A referrer that nobody could see may be the one for which the rule applies.
  const blind: Neighbourhood = { follow: neighbourhood.follow, referrers: () => ({ unreadable }) };
  const unsure = findingsOf(resource, { judge, neighbourhood: blind, waivers });
  return findings.map((finding, index) =>
    finding.verdict.status === 'NOT_APPLICABLE' ? (unsure[index] ?? finding) : finding,
  );
}

/** What was gathered need not be read again. */
function reader(resources: readonly Resource[], { account, pool }: Judging): Around['read'] {
  const keyOf = (ref: ResourceRef) => resourceKey(ref, definitionOf(ref.type));
  const byKey = new Map(resources.map((resource) => [keyOf(resource), resource]));
  const pending = new Map<string, Promise<ReadResult>>();
  return (ref) => {
    const key = keyOf(ref);
    const known = byKey.get(key);
    if (known && known.unreadable === undefined) {
      return Promise.resolve({ outcome: 'read', resource: known });
    }
    const asked = pending.get(key) ?? pool(() => readSafely(ref, account.aws));
    pending.set(key, asked);
    return asked;
  };
}

/** Why more resources may refer to it than are known. */
function whyIncomplete({ resources, unlisted }: Gathered): (resource: Resource) => string | undefined {
  const refersTo = (type: string, target: string): boolean => {
    const definition = definitionOf(type);
    return definition?.role === 'ai' && (definition.references ?? []).some((each) => each.type === target);
  };
  const gaps = [
    ...unlisted.filter(({ outcome }) => outcome !== 'unavailable'),
    ...resources.flatMap(({ type, unreadable }) =>
      unreadable === undefined ? [] : [{ type, because: unreadable }],
    ),
  ];
  const byType = new Map<string, string | undefined>();
  return ({ type: target }) => {
    if (!byType.has(target)) {
      const gap = gaps.find(({ type }) => refersTo(type, target));
      byType.set(target, gap && `who refers to it is not known: ${gap.type}: ${gap.because}`);
    }
    return byType.get(target);
  };
}

/** One finding a rule for all of a type that could not be listed: nobody knows whether there is any. */
function judgeUnlisted({ type, region, because }: Unlisted, { account, judge }: Judging): JudgedResource {
  const { partition, account: id } = account.caller;
  const name = `${kebab(type)}/${region ?? 'all-regions'}`;
  const resource: Resource = {
    type,
    id: name,
    arn: `arn:aws:assay:${region ?? ''}:${id}:${name}`,
    synthetic: true,
    partition,
    account: id,
    region,
    source: 'live',
    properties: {},
    unreadable: because,
  };
  const verdict = insufficientData(`${type} could not be listed: ${because}`);
  return {
    resource,
    findings: judge.rulesFor(type).map((rule) => ({ rule, resource, verdict, waiver: null })),
  };
}

/** `AWS::SageMaker::NotebookInstance` → `sagemaker-notebook-instance`, as singletons are called */
function kebab(type: string): string {
  const [, service = '', ...names] = type.split('::');
  const words = names.map((name) => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2'));
  return [service, ...words].join('-').toLowerCase();
}

function inOrder({ resource: a }: JudgedResource, { resource: b }: JudgedResource): number {
  const text = ({ region, type, arn, id }: Resource) => `${region ?? ''}\n${type}\n${arn ?? id}`;
  return text(a) < text(b) ? -1 : 1;
}

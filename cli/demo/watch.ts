import type { Aws } from '../../adapters/aws/aws.ts';
import { type Needed, type ReadCache, readNeighbourhood } from '../../adapters/aws/neighbourhood.ts';
import type { ReadResult } from '../../adapters/aws/reader.ts';
import { readResource } from '../../adapters/aws/readers/index.ts';
import { digestOf } from '../../engine/canonical.ts';
import type { Shard } from '../../engine/evidence/layout.ts';
import {
  type EvaluationRecord,
  evaluationRecord,
  noticeRecord,
  type Trigger,
} from '../../engine/evidence/record.ts';
import type { ArchiveWriter } from '../../engine/evidence/writer.ts';
import { type Finding, findingsOf } from '../../engine/finding.ts';
import { findingId } from '../../engine/finding-id.ts';
import { inputDigest, rulesDigest } from '../../engine/input-digest.ts';
import type { Judge } from '../../engine/judge.ts';
import { type LifeCycleStep, nextStep, type PublishedFinding } from '../../engine/life-cycle.ts';
import { type NeighbourhoodOptions, neighbourhoodOf } from '../../engine/neighbourhood.ts';
import { noWaivers } from '../../engine/waiver.ts';
import type { EventFacts } from '../../resources/cloudtrail.ts';
import { locate } from '../../resources/locate.ts';
import type { JsonObject, Resource, ResourceRef } from '../../resources/resource.ts';
import { packDigest, rules } from '../../rules/index.ts';
import { definitionOf } from '../house.ts';

/** What an event, or the first look, led to. */
export interface Sighting {
  readonly ref: ResourceRef;
  readonly findings: readonly Finding[];
  /** Rule id → what became of its finding. */
  readonly steps: ReadonlyMap<string, Told>;
  readonly isDeleted: boolean;
}

/** A step in a finding's life; `isOpening` if nothing was open before it. */
export interface Told extends LifeCycleStep {
  readonly isOpening: boolean;
}

export interface Watched {
  readonly event: EventFacts | null;
  readonly denied?: string;
  readonly sightings: readonly Sighting[];
}

interface WatchOptions {
  readonly aws: Aws;
  readonly judge: Judge;
  readonly archive: ArchiveWriter;
  readonly hmacKey: Uint8Array;
}

interface Published extends PublishedFinding {
  readonly finding: Finding;
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly related: readonly Resource[];
  readonly trigger: Trigger;
  /** Names of the top-level properties that rules looked at: the record keeps these, and of the rest a keyed hash. */
  readonly readProperties: ReadonlySet<string>;
}

/** The way of one event: locate → read → judge → findings → evidence. */
export class Watch {
  readonly published = new Map<string, Published>();
  records = 0;
  readonly #options: WatchOptions;
  readonly #known = new Map<string, Resource>();

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  async see(record: unknown): Promise<Watched> {
    const located = locate(record);
    if (located.outcome !== 'located')
      return { event: 'event' in located ? located.event : null, sightings: [] };
    const { event, refs, failed } = located;
    if (failed) {
      await this.#keepDenied(event, failed.code);
      return { event, denied: failed.code, sightings: [] };
    }
    const trigger: Trigger = {
      kind: 'event',
      eventId: event.id ?? '',
      eventName: event.name,
      principal: event.principal,
      time: event.time ?? this.#now(),
    };
    const judged = refs.filter(({ type }) => this.#options.judge.rulesFor(type).length > 0);
    const sightings: Sighting[] = [];
    for (const { change: _, ...ref } of judged) sightings.push(await this.look(ref, trigger));
    return { event, sightings };
  }

  /** Reads one resource, judges it, and keeps the evidence. */
  async look(ref: ResourceRef, trigger: Trigger): Promise<Sighting> {
    const result = await readResource(ref, this.#options.aws);
    if (result.outcome === 'not-found') return this.#gone(ref, trigger);
    const resource = resourceOf(ref, result);
    this.#known.set(resource.arn ?? resource.id, resource);
    const needs = this.#needsOf(resource);
    const cache: ReadCache = new Map();
    const neighbourhood = await readNeighbourhood(resource, needs, {
      read: (needed) => readResource(needed, this.#options.aws),
      definitionOf,
      cache,
      referrersOf: async (asked) => this.#referrers(asked),
    });
    const readProperties = new Set<string>();
    const judge = noting(this.#options.judge, readProperties);
    const findings = findingsOf(resource, { judge, neighbourhood, waivers: noWaivers });
    await this.#keep(resource, { findings, related: neighbourhood.related, trigger, readProperties });
    return { ref: resource, findings, steps: this.#publish(resource, findings), isDeleted: false };
  }

  #needsOf({ type }: Resource): Needed[] {
    return this.#options.judge.rulesFor(type).flatMap(({ needs = {} }) => Object.values(needs));
  }

  #referrers(resource: Resource): readonly string[] | { readonly unreadable: string } {
    const options: NeighbourhoodOptions = { definitionOf, outside: 'not seen yet' };
    return neighbourhoodOf([...this.#known.values()], options).referrers(resource);
  }

  #publish(resource: Resource, findings: readonly Finding[]): Map<string, Told> {
    const steps = new Map<string, Told>();
    for (const finding of findings) {
      const id = findingId(finding.rule.id, resource);
      const published = this.published.get(id) ?? null;
      const step = nextStep({ verdict: finding.verdict.status, waived: finding.waiver !== null, published });
      if (!step) continue;
      const isOpening = published?.compliance !== 'FAILED' || published.recordState === 'ARCHIVED';
      steps.set(finding.rule.id, { ...step, isOpening });
      this.published.set(id, { finding, ...stateAfter(step, published) });
    }
    return steps;
  }

  async #gone(ref: ResourceRef, trigger: Trigger): Promise<Sighting> {
    this.#known.delete(ref.arn ?? ref.id);
    const steps = new Map<string, Told>();
    for (const rule of this.#options.judge.rulesFor(ref.type)) {
      const id = findingId(rule.id, ref);
      const published = this.published.get(id);
      const step = published && nextStep({ verdict: 'DELETED', waived: false, published });
      if (!step) continue;
      steps.set(rule.id, { ...step, isOpening: false });
      this.published.set(id, { ...published, ...stateAfter(step, published) });
    }
    await this.#keepNotice('deleted', shardOf(ref), { resource: { ...ref }, trigger: { ...trigger } });
    return { ref, findings: [], steps, isDeleted: true };
  }

  async #keep(resource: Resource, { findings, related, trigger, readProperties }: Judged): Promise<void> {
    const record: EvaluationRecord = evaluationRecord({
      resource,
      trigger,
      judgements: findings.map(({ rule, verdict }) => ({ rule, verdict })),
      recordedAt: this.#options.aws.now(),
      readProperties,
      hmacKey: this.#options.hmacKey,
      packDigest,
      inputDigest: inputDigest({ resource, related, rulesDigest: rulesDigest({ rules }), waivers: [] }),
      settingsDigest: digestOf({}),
    });
    await this.#options.archive.append(shardOf(resource), [record]);
    this.records += 1;
  }

  async #keepDenied({ id, name, principal, time, account, region }: EventFacts, code: string): Promise<void> {
    const detail = { eventId: id, eventName: name, principal, time, errorCode: code };
    await this.#keepNotice('denied-attempt', shardOf({ account, region }), detail);
  }

  async #keepNotice(kind: 'denied-attempt' | 'deleted', shard: Shard, detail: JsonObject): Promise<void> {
    await this.#options.archive.append(shard, [noticeRecord(kind, this.#options.aws.now(), detail)]);
    this.records += 1;
  }

  #now(): string {
    return this.#options.aws.now().toISOString();
  }
}

/** The same judge, noting which top-level properties of the resource itself are read. */
const noting = (judge: Judge, names: Set<string>): Judge => ({
  rulesFor: judge.rulesFor,
  judge: (resource, neighbourhood) =>
    judge.judge(resource, neighbourhood, {
      onRead: (_rule, { path }) => {
        const [name] = path.split(/[.[]/);
        if (name !== undefined && Object.hasOwn(resource.properties, name)) names.add(name);
      },
    }),
});

/** A service without Regions is kept with the Region that its events appear in. */
const shardOf = ({ account, region }: Pick<ResourceRef, 'account' | 'region'>) => ({
  account: account ?? '000000000000',
  region: region || 'us-east-1',
});

function resourceOf(ref: ResourceRef, result: Exclude<ReadResult, { outcome: 'not-found' }>): Resource {
  if (result.outcome === 'read') return result.resource;
  return { ...ref, source: 'live', properties: {}, unreadable: result.because };
}

function stateAfter(step: LifeCycleStep, before: PublishedFinding | null): PublishedFinding {
  const workflow = step.workflow ?? before?.workflow ?? 'NEW';
  return {
    compliance: step.compliance,
    recordState: step.recordState,
    workflow,
    suppressedBy: workflow === 'SUPPRESSED' ? (before?.suppressedBy ?? 'assay') : null,
  };
}

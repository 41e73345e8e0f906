import { type ReadCache, readNeighbourhood, refOf } from '../../adapters/aws/neighbourhood.ts';
import type { EvaluationRecord, Referrers, Trigger } from '../../engine/evidence/record.ts';
import { type Finding, findingsOf } from '../../engine/finding.ts';
import { inputDigest, ownDigest } from '../../engine/input-digest.ts';
import { valuesAt } from '../../engine/path.ts';
import type { Seen } from '../../engine/posture.ts';
import type { Waivers } from '../../engine/waiver.ts';
import { resourceKey } from '../../resources/key.ts';
import type { Json, Resource, ResourceRef } from '../../resources/resource.ts';
import { TransientError } from '../_runtime/errors.ts';
import { logger, measure } from '../_runtime/observability.ts';
import { fittingRecord } from './fitting-record.ts';
import { type Notes, takeNotes } from './notes.ts';
import type { Ports } from './ports.ts';

/** What all evaluations of one batch share. */
export interface Batch {
  readonly cache: ReadCache;
  readonly waivers: Waivers;
}

export interface Judged {
  readonly resource: Resource;
  readonly seen: Seen;
  /** What it refers to now, by key. */
  readonly references: ReadonlyMap<string, ResourceRef>;
  /** The evidence of it. */
  record(trigger: Trigger): Promise<EvaluationRecord>;
}

/** Judges a resource as it was read. @throws TransientError if something around it can be read only later */
export async function judged(resource: Resource, ports: Ports, { cache, waivers }: Batch): Promise<Judged> {
  const { house } = ports;
  const rules = house.judge.rulesFor(resource.type);
  const needs = rules.flatMap(({ needs = {} }) => Object.values(needs));
  const asksWho = rules.some(({ referencedBy }) => referencedBy === true);
  const neighbourhood = await readNeighbourhood(resource, needs, {
    read: (ref) => readElsewhere(ref, ports),
    definitionOf: house.definitionOf,
    cache,
    referrersOf: async (asked) => (asksWho ? referrersOf(asked, ports) : []),
  });
  if (neighbourhood.isIncomplete) {
    throw new TransientError(`what ${resource.type} ${resource.id} refers to could not be read just now`);
  }
  const notes = takeNotes(house.judge, neighbourhood);
  const findings = findingsOf(resource, { judge: notes.judge, neighbourhood: notes.neighbourhood, waivers });
  for (const { rule, fault } of findings) {
    if (!fault) continue;
    measure('RuleFaults');
    logger.error('a rule failed; its verdict is INSUFFICIENT_DATA', { rule: rule.id, error: fault });
  }
  const referrers = asksWho ? neighbourhood.referrers(resource) : undefined;
  const references = referencesOf(resource, { needs, related: neighbourhood.related, ports });
  const digest = inputDigest({
    resource,
    related: neighbourhood.related,
    rulesDigest: house.rulesDigest,
    waivers: findings.map(({ waiver }) => waiver),
    ...(referrers && { referrers: referrersIn(referrers) }),
  });
  return {
    resource,
    references,
    seen: seenOf(resource, {
      findings,
      digest,
      rulesDigest: house.rulesDigest,
      references: [...references.keys()],
    }),
    record: (trigger) =>
      recordOf(resource, {
        findings,
        trigger,
        digest,
        notes,
        referrers,
        references: [...references.keys()],
        ports,
      }),
  };
}

async function readElsewhere(ref: ResourceRef, { awsOf, home, read }: Ports) {
  const aws = ref.account === null ? home : awsOf(ref.account);
  if (aws) return read(ref, aws);
  return { outcome: 'denied' as const, because: `access denied: account ${ref.account} is none of ours` };
}

async function referrersOf(resource: Resource, { posture, house }: Ports): Promise<readonly string[]> {
  const keys = await posture.referrersTo(resourceKey(resource, house.definitionOf(resource.type)));
  const referrers = keys.map(typeAndId).filter(([type]) => house.definitionOf(type)?.role === 'ai');
  const known = referrers.map(([type, id]) => `${type} ${id}`).toSorted();
  return house.servesAi(resource) ? [...known, 'the settings'] : known;
}

/** Of a key, `account/region/type/id`. */
function typeAndId(key: string): readonly [type: string, id: string] {
  const [, , type = '', ...id] = key.split('/');
  return [type, id.join('/')];
}

const referrersIn = (answer: Referrers): readonly string[] =>
  'unreadable' in answer ? [answer.unreadable] : answer;

interface Around {
  readonly needs: readonly { readonly path: string; readonly type: string }[];
  readonly related: readonly Resource[];
  readonly ports: Ports;
}

/** All that it refers to, as its type declares and its rules ask, and what aliases among them lead to. */
function referencesOf(
  resource: Resource,
  { needs, related, ports }: Around,
): ReadonlyMap<string, ResourceRef> {
  const { definitionOf } = ports.house;
  const declared = definitionOf(resource.type)?.references ?? [];
  const found = new Map<string, ResourceRef>();
  const add = (ref: ResourceRef) => found.set(resourceKey(ref, definitionOf(ref.type)), ref);
  for (const { path, type } of [...declared, ...needs]) {
    for (const value of valuesAt(resource.properties, path)) {
      const ref =
        typeof value === 'string' ? refOf(value, definitionOf(type), { type, from: resource }) : undefined;
      if (ref) add(ref);
    }
  }
  for (const each of related) {
    const {
      properties: _,
      source: __,
      unreadable: ___,
      createdAt: ____,
      read: _____,
      file: ______,
      ...ref
    } = each;
    add(ref);
  }
  return found;
}

interface Outcome {
  readonly findings: readonly Finding[];
  readonly digest: string;
  readonly rulesDigest: string;
  readonly references: readonly string[];
}

function seenOf(resource: Resource, { findings, digest, rulesDigest, references }: Outcome): Seen {
  const { properties: _, source: __, createdAt, read, unreadable, file: ___, ...ref } = resource;
  return {
    ref,
    presence: unreadable === undefined ? 'present' : 'unreadable',
    createdAt: createdAt ?? null,
    readAt: read ?? ['', ''],
    inputDigest: digest,
    ownDigest: ownDigest(resource),
    rulesDigest,
    findings,
    references,
  };
}

interface Recorded {
  readonly findings: readonly Finding[];
  readonly trigger: Trigger;
  readonly digest: string;
  readonly notes: Notes;
  readonly referrers: Referrers | undefined;
  readonly references: readonly string[];
  readonly ports: Ports;
}

async function recordOf(
  resource: Resource,
  { findings, trigger, digest, notes, referrers, references, ports }: Recorded,
): Promise<EvaluationRecord> {
  const { house, home, hashKey } = ports;
  const inForce = findings.flatMap(({ waiver }) => (waiver ? [waiver] : []));
  return fittingRecord({
    resource,
    trigger,
    judgements: findings.map(({ rule, verdict, waiver }) => ({
      rule,
      verdict,
      ...(waiver && { waiver: waiver.ticket }),
    })),
    recordedAt: home.now(),
    readProperties: notes.readProperties,
    hmacKey: await hashKey(),
    packDigest: house.packDigest,
    inputDigest: digest,
    settingsDigest: house.settingsDigest,
    waivers: inForce.map((waiver) => ({ ...waiver }) as Record<string, Json>),
    references,
    related: notes.related(),
    referrers,
  });
}

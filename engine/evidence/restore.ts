import type { Json, JsonObject, ResourceRef } from '../../resources/resource.ts';
import { laterThan } from '../later-than.ts';
import { type Posture, postureAfter, postureWhenDeleted, type RulePosture } from '../posture.ts';
import type { Rule, Severity } from '../rule.ts';
import type { Verdict } from '../verdict.ts';
import type { AppliedWaiver } from '../waiver.ts';
import type { ArchiveSource } from './inventory.ts';
import type { EvaluationRecord, EvidenceRecord, RecordedVerdict } from './record.ts';
import { walkRecords } from './walk.ts';

export interface RestoreOptions {
  /** The name under which posture remembers a resource. */
  readonly keyOf: (ref: ResourceRef) => string;
  /** Undefined for a rule that is no more. */
  readonly severityOf: (rule: string) => Severity | undefined;
  /** ISO 8601. */
  readonly now: string;
}

export interface Restored {
  readonly postures: readonly Posture[];
  readonly counts: { readonly segments: number; readonly records: number };
}

/**
 * The postures that an archive's records tell of, as each evaluation in turn left them. The archive must have been
 * verified before. What records do not tell is as if it had never been known: an analyst's word, which Security Hub says
 * again as it is told of the finding, and the digest of the resource alone. Where a record does not tell what the
 * resource refers to, no digest stands, so that the next look judges it anew.
 */
export async function restorePostures(source: ArchiveSource, options: RestoreOptions): Promise<Restored> {
  const postures = new Map<string, Posture>();
  const segments = new Set<string>();
  let records = 0;
  for await (const { record, place } of walkRecords(source)) {
    segments.add(place.key);
    records += 1;
    replay(postures, record, options);
  }
  const counts = { segments: segments.size, records };
  return { postures: [...postures.values()].map((posture) => afterAll(posture, options.now)), counts };
}

function replay(postures: Map<string, Posture>, record: EvidenceRecord, options: RestoreOptions): void {
  // Not our functions' word: the next look judges anew.
  if (record.sender !== undefined) return;
  if (record.kind === 'evaluation') {
    const key = options.keyOf(record.resource);
    postures.set(key, evaluated(key, postures.get(key) ?? null, { record, options }));
  } else if (record.kind === 'deleted') {
    const key = options.keyOf(record.detail['resource'] as unknown as ResourceRef);
    const before = postures.get(key);
    if (before) postures.set(key, postureWhenDeleted(before, record.recordedAt));
  }
}

interface Told {
  readonly record: EvaluationRecord;
  readonly options: RestoreOptions;
}

function evaluated(key: string, before: Posture | null, { record, options }: Told): Posture {
  const { source: _, createdAt, read, unreadable, ...ref } = record.resource;
  const { references } = record;
  const seen = {
    ref,
    presence: unreadable === undefined ? ('present' as const) : ('unreadable' as const),
    createdAt: createdAt ?? null,
    readAt: read ?? (['', ''] as const),
    inputDigest: references ? record.inputDigest : '',
    // Unkeyed, and of all properties: no archive that cannot forget may hold it.
    ownDigest: '',
    findings: record.verdicts.map((verdict) => findingOf(verdict, { record, options })),
    references: references ?? [],
  };
  return postureAfter(key, before, { seen, now: record.recordedAt });
}

type SeenFinding = Parameters<typeof postureAfter>[2]['seen']['findings'][number];

function findingOf(recorded: RecordedVerdict, { record, options }: Told): SeenFinding {
  const { rule: id, revision, waiver: ticket, shadow } = recorded;
  const waiver = record.waivers.find((each) => each['ticket'] === ticket);
  // Of a rule, posture asks these alone.
  const severity = options.severityOf(id) ?? 'MEDIUM';
  const rule = { id, revision, severity, ...(shadow && { shadow }) } as Rule;
  return {
    rule,
    resource: { ...record.resource, properties: record.properties },
    verdict: verdictOf(recorded),
    waiver: waiver ? appliedOf(waiver) : null,
  };
}

function verdictOf({ status, observations = [], because = '' }: RecordedVerdict): Verdict {
  const [first, ...others] = observations;
  if (status === 'COMPLIANT') return { status };
  if (status !== 'NON_COMPLIANT') return { status, because };
  if (!first) throw new TypeError('a record says NON_COMPLIANT and not why; verify the archive first');
  return { status, observations: [first, ...others] };
}

function appliedOf(waiver: JsonObject): AppliedWaiver {
  const text = (name: string): string => textOf(waiver[name]);
  const [owner, approver, ticket] = [text('owner'), text('approver'), text('ticket')];
  return { owner, approver, ticket, reason: text('reason'), expires: text('expires') };
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Security Hub may have heard less than posture knew, or more: it is told of each finding again, and of no workflow. */
function afterAll(posture: Posture, now: string): Posture {
  const rules = Object.entries(posture.rules).map(([id, rule]) => [id, toldAgain(rule, posture, now)]);
  return { ...posture, rules: Object.fromEntries(rules) };
}

function toldAgain(rule: RulePosture, { generation }: Posture, now: string): RulePosture {
  const { hub } = rule;
  if (!hub) return rule;
  return { ...rule, hub: { ...hub, step: generation, updatedAt: laterThan(hub.updatedAt, now) } };
}

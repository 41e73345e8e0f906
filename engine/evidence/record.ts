import { createHmac } from 'node:crypto';
import type { JsonObject, Resource, ResourceRef, ResourceSource } from '../../resources/resource.ts';
import { canonicalJson } from '../canonical.ts';
import type { Observation, Status, Verdict } from '../verdict.ts';
import { type RecordedRelated, splitProperties } from './related.ts';

/** Bumped when an older reader could misread a record. */
export const RECORD_SCHEMA = 'assay.evidence/1';

/** Why the resource was looked at. */
export type Trigger =
  | {
      readonly kind: 'event';
      readonly eventId: string;
      readonly eventName: string;
      readonly principal: string | null;
      /** ISO 8601, as the event says. */
      readonly time: string;
      /** Ids of other events that this one look answers as well. */
      readonly alsoEvents?: readonly string[];
    }
  | {
      readonly kind:
        | 'sweep'
        | 'confirming-read'
        | 'dependency'
        | 'waiver'
        | 'config-rule'
        | 'request'
        | 'remediation';
      readonly time: string;
    };

export interface RecordedVerdict {
  readonly rule: string;
  readonly revision: number;
  readonly status: Status;
  readonly observations?: readonly Observation[];
  readonly because?: string;
  /** The id of the waiver in force; the status stays the raw one. */
  readonly waiver?: string;
  /** The rule was in shadow: nothing followed from it. */
  readonly shadow?: true;
}

/** The record of one evaluation of one resource, with all its verdicts; the writer adds its sequence. */
export interface EvaluationRecord {
  readonly schema: typeof RECORD_SCHEMA;
  readonly kind: 'evaluation';
  /** ISO 8601. */
  readonly recordedAt: string;
  readonly trigger: Trigger;
  readonly resource: ResourceRef & {
    readonly source: ResourceSource;
    readonly unreadable?: string;
    readonly createdAt?: string;
    readonly read?: readonly [string, string];
  };
  /** The properties that rules read; the rest is only in `restHmac`, since a locked archive cannot forget a person. */
  readonly properties: JsonObject;
  /** Hex HMAC-SHA-256 of the canonical JSON of all other properties. */
  readonly restHmac: string;
  /** Their names, sorted: whoever judges again must not take them for absent. */
  readonly rest?: readonly string[];
  readonly verdicts: readonly RecordedVerdict[];
  readonly packDigest: string;
  readonly inputDigest: string;
  readonly settingsDigest: string;
  /** Waivers in force, as the settings hold them. */
  readonly waivers: readonly JsonObject[];
  /** Keys of the resources that it refers to; what is restored without them is judged anew. */
  readonly references?: readonly string[];
  /** What its rules followed of them, and what they read there. */
  readonly related?: readonly RecordedRelated[];
  /** AI resources that refer to it, `Type id` each, or why that was unknown; only where a rule asks. */
  readonly referrers?: Referrers;
}

export type Referrers = readonly string[] | { readonly unreadable: string };

/**
 * What else is evidence: attempts that were denied, times not covered, waivers and where they stand, rule pack and
 * settings in force, results of the gate, legal holds, an unchanged world, canaries.
 */
export interface NoticeRecord {
  readonly schema: typeof RECORD_SCHEMA;
  readonly kind:
    | 'denied-attempt'
    | 'deleted'
    | 'gap'
    | 'waiver'
    | 'settings'
    | 'gate-result'
    | 'seen-unchanged'
    | 'canary'
    | 'remediation'
    | 'legal-hold';
  readonly recordedAt: string;
  readonly detail: JsonObject;
}

export type UnsequencedRecord = (EvaluationRecord | NoticeRecord) & {
  /** Who sent it, as SQS says, `id:session`: only where that is none of the deployment's own functions. */
  readonly sender?: string;
};

/** The fourth noun: as it stands in the archive, with its place in its shard, from 1 and without gaps. */
export type EvidenceRecord = UnsequencedRecord & { readonly sequence: number };

export interface Evaluation {
  readonly resource: Resource;
  readonly trigger: Trigger;
  readonly judgements: readonly {
    readonly rule: { readonly id: string; readonly revision: number; readonly shadow?: true };
    readonly verdict: Verdict;
    readonly waiver?: string;
  }[];
  readonly recordedAt: Date;
  /** Names of the top-level properties that rules of this type read. */
  readonly readProperties: ReadonlySet<string>;
  readonly hmacKey: Uint8Array;
  readonly packDigest: string;
  readonly inputDigest: string;
  readonly settingsDigest: string;
  readonly waivers?: readonly JsonObject[];
  readonly references?: readonly string[];
  readonly related?: readonly RecordedRelated[];
  readonly referrers?: Referrers | undefined;
}

/** The record of one evaluation. Throws RangeError if a property has no canonical form. */
export function evaluationRecord(evaluation: Evaluation): EvaluationRecord {
  const { properties: all, file: _file, ...resource } = evaluation.resource;
  const { properties, others } = splitProperties(all, evaluation.readProperties);
  const { references, related, referrers } = evaluation;
  return {
    schema: RECORD_SCHEMA,
    kind: 'evaluation',
    recordedAt: evaluation.recordedAt.toISOString(),
    trigger: evaluation.trigger,
    resource,
    properties,
    restHmac: hmacOf(others, evaluation.hmacKey),
    rest: Object.keys(others).sort(),
    verdicts: evaluation.judgements.map(recordedVerdict),
    packDigest: evaluation.packDigest,
    inputDigest: evaluation.inputDigest,
    settingsDigest: evaluation.settingsDigest,
    waivers: evaluation.waivers ?? [],
    ...(references && { references }),
    ...(related && related.length > 0 && { related }),
    ...(referrers && { referrers }),
  };
}

function recordedVerdict({ rule, verdict, waiver }: Evaluation['judgements'][number]): RecordedVerdict {
  return {
    rule: rule.id,
    revision: rule.revision,
    ...verdict,
    ...(waiver !== undefined && { waiver }),
    ...(rule.shadow && { shadow: true }),
  };
}

/** Any other record. */
export const noticeRecord = (
  kind: NoticeRecord['kind'],
  recordedAt: Date,
  detail: JsonObject,
): NoticeRecord => ({
  schema: RECORD_SCHEMA,
  kind,
  recordedAt: recordedAt.toISOString(),
  detail,
});

/** Hex HMAC-SHA-256 of the canonical JSON: whoever has the key and the configuration can show that it was this one. */
const hmacOf = (value: JsonObject, key: Uint8Array): string =>
  createHmac('sha256', key).update(canonicalJson(value)).digest('hex');

import type { JsonObject } from '../../resources/resource.ts';
import type { Period } from '../assessment/assessment.ts';
import type { ArchiveSource } from '../evidence/inventory.ts';
import { shardName } from '../evidence/layout.ts';
import { type FoundRecord, searchRecords } from '../evidence/search.ts';

export interface WantedRecords {
  /** Ids of the control's rules, old ones too. */
  readonly rules: ReadonlySet<string>;
  readonly period: Period;
}

/** What of a record its index tells. */
export interface PackedRecord {
  readonly shard: { readonly account: string; readonly region: string };
  readonly sequence: number;
  readonly recordedAt: string;
  readonly kind: string;
  /** ARN or id; empty where it is about no resource. */
  readonly resource: string;
  /** `rule: status` of the control's rules. */
  readonly verdicts: readonly string[];
  /** The last one before the period: how things stood as it began. */
  readonly isBefore: boolean;
}

const NOTICES: ReadonlySet<string> = new Set(['deleted', 'gap', 'waiver', 'settings']);

/**
 * The records that tell how the control's rules were met over the period: each evaluation by one of them, the last one
 * of each resource before it, and what notices say of deletions, gaps, waivers and settings.
 */
export async function wantedRecords(
  source: ArchiveSource,
  { rules, period: { from, to } }: WantedRecords,
): Promise<readonly PackedRecord[]> {
  const before = new Map<string, PackedRecord>();
  const inside: PackedRecord[] = [];
  const resources = new Set<string>();
  for await (const found of searchRecords(source, {
    wanted: { rules, kinds: new Set(['evaluation']) },
    to,
  })) {
    const packed = packedOf(found, { rules, from });
    resources.add(packed.resource);
    // How things stood is said by the functions that judge, and by nobody else.
    if (packed.isBefore && found.record['sender'] !== undefined) continue;
    if (packed.isBefore) before.set(`${shardName(found.shard)} ${packed.resource}`, packed);
    else inside.push(packed);
  }
  for await (const found of searchRecords(source, { wanted: { kinds: NOTICES }, from, to })) {
    const packed = packedOf(found, { rules, from });
    const isOfControl = packed.kind !== 'deleted' || resources.has(packed.resource);
    if (isOfControl && isAboutRules(found.record, rules)) inside.push(packed);
  }
  return [...before.values(), ...inside].toSorted(
    (a, b) => compare(shardName(a.shard), shardName(b.shard)) || a.sequence - b.sequence,
  );
}

function packedOf(
  { shard, sequence, record }: FoundRecord,
  { rules, from }: { readonly rules: ReadonlySet<string>; readonly from: string },
): PackedRecord {
  const kind = textOf(record['kind']);
  const recordedAt = textOf(record['recordedAt']);
  const resource = objectOf(kind === 'deleted' ? objectOf(record['detail'])['resource'] : record['resource']);
  const by = record['sender'] === undefined ? '' : `, sent by ${textOf(record['sender'])}`;
  const verdicts = Array.isArray(record['verdicts']) ? record['verdicts'].map(objectOf) : [];
  return {
    shard,
    sequence,
    recordedAt,
    kind,
    resource: textOf(resource['arn']) || textOf(resource['id']),
    verdicts: verdicts
      .filter(({ rule }) => rules.has(textOf(rule)))
      .map(({ rule, status, waiver }) => `${rule}: ${status}${waiver === undefined ? '' : ', waived'}${by}`),
    isBefore: recordedAt < from,
  };
}

/** A waiver of another rule says nothing of this control; what it is called begins with its rule. */
function isAboutRules(record: JsonObject, rules: ReadonlySet<string>): boolean {
  if (record['kind'] !== 'waiver') return true;
  const [rule = ''] = textOf(objectOf(record['detail'])['waiver']).split('/');
  return rules.has(rule);
}

const objectOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

import type { AssessedFinding, EvidencePointer } from '../../engine/assessment/assessment.ts';

/**
 * Findings with each distinct value once: ten thousand of them repeat their types, Regions and observations, and a
 * page is to stay small.
 */
export interface PackedFindings {
  readonly values: readonly unknown[];
  readonly rows: readonly PackedRow[];
}

/** A finding's id, then the places of its values. */
type PackedRow = readonly [id: string, ...places: (number | null)[]];

interface Values {
  readonly list: unknown[];
  /** The place of a value, which is added if it is new. */
  place(value: unknown): number;
}

function emptyValues(): Values {
  const list: unknown[] = [];
  const places = new Map<string, number>();
  return {
    list,
    place(value) {
      // No JSON begins with a space.
      const key = typeof value === 'string' ? ` ${value}` : JSON.stringify(value);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, list.length);
      return list.push(value) - 1;
    },
  };
}

export function packFindings(findings: readonly AssessedFinding[]): PackedFindings {
  const values = emptyValues();
  const rows = findings.map((finding) => packed(finding, values.place));
  return { values: values.list, rows };
}

function packed(finding: AssessedFinding, place: Values['place']): PackedRow {
  const { id, resource, evidence, failingSeconds } = finding;
  return [
    id,
    ...[finding.rule, resource.type, resource.id, resource.account, resource.region, resource.file].map(
      place,
    ),
    ...[finding.status, finding.severity, finding.advisory, finding.failedBefore ?? null].map(place),
    ...[finding.observations, finding.because, finding.waiver].map(place),
    ...[finding.since, finding.lastEvaluated, finding.dueAt, finding.firstEvaluated].map(place),
    place(finding.shadow ?? null),
    failingSeconds,
    ...evidence.flatMap(({ account, region, sequence, segment, recordedAt, status }) => [
      ...[account, region, segment, recordedAt, status].map(place),
      sequence,
    ]),
  ];
}

const FIXED = 19;
const POINTER = 6;

export const unpackFindings = ({ values, rows }: PackedFindings): AssessedFinding[] =>
  rows.map((row) => unpacked(row, values));

function unpacked([id, ...places]: PackedRow, values: readonly unknown[]): AssessedFinding {
  // The page made these values itself; the type of each is that of the place it was taken from.
  const at = <T>(index: number): T => values[places[index] ?? -1] as T;
  const evidence: EvidencePointer[] = [];
  for (let from = FIXED; from < places.length; from += POINTER) {
    evidence.push({
      account: at(from),
      region: at(from + 1),
      segment: at(from + 2),
      recordedAt: at(from + 3),
      status: at(from + 4),
      sequence: places[from + 5] ?? 0,
    });
  }
  return {
    id,
    rule: at(0),
    resource: { type: at(1), id: at(2), account: at(3), region: at(4), file: at(5) },
    status: at(6),
    severity: at(7),
    advisory: at(8),
    ...(at(9) === true && { failedBefore: true }),
    observations: at(10),
    because: at(11),
    waiver: at(12),
    since: at(13),
    lastEvaluated: at(14),
    dueAt: at(15),
    firstEvaluated: at(16),
    ...(at(17) === true && { shadow: true }),
    failingSeconds: places[18] ?? null,
    evidence,
  };
}

import type { JsonObject } from '../../resources/resource.ts';
import { RECORD_SCHEMA } from './record.ts';
import type { Problem, ProblemKind } from './report.ts';
import type { Seal } from './seal.ts';
import { parseObject, recordLines, type SegmentHeader } from './segment.ts';
import { SKEW } from './verify-context.ts';

export interface SegmentRecords {
  readonly key: string;
  readonly header: SegmentHeader;
  readonly content: Buffer;
  /** The seal over it; undefined while it has none. */
  readonly seal: Seal | undefined;
  /** Told of each record of a version that is known. */
  readonly observe?: RecordObserver | undefined;
}

export type RecordObserver = (record: JsonObject, sequence: number) => void;

type Fault = readonly [kind: ProblemKind, message: string];

/** What the hashes cannot say: versions, sequence, times and accounts of a segment's records. */
export function recordProblems({ key, header, content, seal, observe }: SegmentRecords): Problem[] {
  // The first of each kind: a thousand records with the same fault are one fault.
  const found = new Map<ProblemKind, Problem>();
  const closedAt = Date.parse(header.closedAt);
  let sequence = header.first;
  for (const line of recordLines(content)) {
    for (const [kind, message] of recordFaults(line, { header, sequence, closedAt, observe })) {
      if (!found.has(kind)) found.set(kind, { kind, key, message: `record ${sequence}: ${message}` });
    }
    sequence += 1;
  }
  const ofHeader = headerFaults(header, { seal, closedAt, held: sequence - header.first });
  return [...found.values(), ...ofHeader.map(([kind, message]) => ({ kind, key, message }))];
}

interface RecordPlace {
  readonly header: SegmentHeader;
  readonly sequence: number;
  /** Milliseconds. */
  readonly closedAt: number;
  readonly observe: RecordObserver | undefined;
}

const NONE: readonly Fault[] = [];

function recordFaults(line: Buffer, { header, sequence, closedAt, observe }: RecordPlace): readonly Fault[] {
  const record: JsonObject = parseObject(line.toString()) ?? {};
  const { schema, recordedAt } = record;
  if (schema !== RECORD_SCHEMA) {
    const message = `it has the version ${String(schema)}; this version reads ${RECORD_SCHEMA}: update before verifying`;
    return [['record-newer-version', message]];
  }
  observe?.(record, sequence);
  const isInSequence = record['sequence'] === sequence;
  const isInTime = Date.parse(String(recordedAt)) <= closedAt + SKEW;
  const account = accountOf(record['resource']);
  const isOurs = account === null || account === header.account;
  if (isInSequence && isInTime && isOurs) return NONE;
  const faults: Fault[] = [];
  if (!isInSequence) faults.push(['sequence-gap', `its sequence is ${String(record['sequence'])}`]);
  if (!isInTime) {
    faults.push([
      'clock-skew',
      `its time is ${String(recordedAt)}, its segment was closed at ${header.closedAt}`,
    ]);
  }
  if (!isOurs) {
    faults.push(['foreign-account', `it is about account ${account}, in the evidence of ${header.account}`]);
  }
  return faults;
}

interface SegmentFacts {
  readonly seal: Seal | undefined;
  readonly closedAt: number;
  readonly held: number;
}

function headerFaults(header: SegmentHeader, { seal, closedAt, held }: SegmentFacts): Fault[] {
  const faults: Fault[] = [];
  if (header.last !== header.first + held - 1 || header.count !== held) {
    const said = `${header.count} records from ${header.first} to ${header.last}`;
    faults.push(['sequence-gap', `its header says ${said}; it holds ${held}`]);
  }
  if (seal && !(closedAt >= Date.parse(seal.from) - SKEW && closedAt <= Date.parse(seal.to) + SKEW)) {
    const period = `${seal.from} to ${seal.to}`;
    faults.push(['clock-skew', `it was closed at ${header.closedAt}, outside its seal's ${period}`]);
  }
  return faults;
}

function accountOf(resource: unknown): string | null {
  const account: unknown =
    typeof resource === 'object' && resource !== null ? Reflect.get(resource, 'account') : null;
  return typeof account === 'string' ? account : null;
}

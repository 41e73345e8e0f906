import { RECORD_SCHEMA } from './record.ts';
import type { Seal } from './seal.ts';
import { parseObject, recordLines, type SegmentHeader } from './segment.ts';
import { addProblem, SKEW, type Verification } from './verify-context.ts';

export interface SegmentRecords {
  readonly key: string;
  readonly header: SegmentHeader;
  readonly content: Buffer;
  /** The seal over it; undefined while it has none. */
  readonly seal: Seal | undefined;
}

/** What the hashes cannot say: versions, sequence, times and accounts of a segment's records. */
export function checkRecords(
  verification: Verification,
  { key, header, content, seal }: SegmentRecords,
): void {
  const closedAt = Date.parse(header.closedAt);
  let sequence = header.first;
  const found = new Map<string, () => void>();
  // The first of each kind: a thousand records with the same fault are one fault.
  const note = (name: string, report: () => void) => !found.has(name) && found.set(name, report);
  for (const line of recordLines(content)) {
    const record = parseObject(line.toString());
    const at = sequence;
    const problem = (kind: Parameters<typeof addProblem>[1], message: string) =>
      note(kind, () => addProblem(verification, kind, key, `record ${at}: ${message}`));
    sequence += 1;
    if (record?.['schema'] !== RECORD_SCHEMA) {
      problem(
        'record-newer-version',
        `it has the version ${String(record?.['schema'])}; this version reads ${RECORD_SCHEMA}: update before verifying`,
      );
      continue;
    }
    if (record['sequence'] !== at) problem('sequence-gap', `its sequence is ${String(record['sequence'])}`);
    const recordedAt = Date.parse(String(record['recordedAt']));
    if (!(recordedAt <= closedAt + SKEW))
      problem(
        'clock-skew',
        `it was recorded at ${String(record['recordedAt'])}, after its segment was closed at ${header.closedAt}`,
      );
    const account = accountOf(record['resource']);
    if (account !== null && account !== header.account)
      problem('foreign-account', `it is about account ${account}, in the evidence of ${header.account}`);
  }
  if (sequence !== header.last + 1 || header.count !== sequence - header.first) {
    note('count', () =>
      addProblem(
        verification,
        'sequence-gap',
        key,
        `its header says ${header.count} records from ${header.first} to ${header.last}; it holds ${sequence - header.first}`,
      ),
    );
  }
  if (seal && !(closedAt >= Date.parse(seal.from) - SKEW && closedAt <= Date.parse(seal.to) + SKEW)) {
    note('closed', () =>
      addProblem(
        verification,
        'clock-skew',
        key,
        `it was closed at ${header.closedAt}, outside its seal's ${seal.from} to ${seal.to}`,
      ),
    );
  }
  for (const report of found.values()) report();
}

function accountOf(resource: unknown): string | null {
  const account: unknown =
    typeof resource === 'object' && resource !== null ? Reflect.get(resource, 'account') : null;
  return typeof account === 'string' ? account : null;
}

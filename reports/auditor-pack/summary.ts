import type {
  AssessedControl,
  AssessedFramework,
  Assessment,
  Period,
} from '../../engine/assessment/assessment.ts';
import type { PackedRecord } from '../../engine/auditor-pack/wanted-records.ts';

/** What `index.json` of an auditor's pack says, and its page tells. */
export interface PackSummary
  extends Pick<
    Assessment,
    | 'generatedAt'
    | 'tool'
    | 'source'
    | 'scope'
    | 'rules'
    | 'findings'
    | 'ended'
    | 'gaps'
    | 'waivers'
    | 'notes'
  > {
  readonly schema: 'assay.auditor-pack/1';
  readonly period: Period;
  readonly framework: Omit<AssessedFramework, 'controls'>;
  readonly control: AssessedControl & { readonly framework: string };
  /** The keys that the seals are signed with: file and hex SHA-256 of the DER. */
  readonly keys: readonly { readonly file: string; readonly fingerprint: string }[];
  /** How many records the pack holds and proves. */
  readonly records: number;
  readonly index: readonly IndexedRecord[];
}

/** `file` is null for a record that no seal covers yet: it is told, and not in the pack. */
export interface IndexedRecord extends Omit<PackedRecord, 'shard'> {
  readonly account: string;
  readonly region: string;
  readonly file: string | null;
  readonly proof: string | null;
}

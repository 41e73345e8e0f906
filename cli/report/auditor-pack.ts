import { zipSync } from 'fflate';
import type { Assessment } from '../../engine/assessment/assessment.ts';
import { addSealedRecords, type PackFiles, recordName } from '../../engine/auditor-pack/sealed-files.ts';
import { type PackedRecord, wantedRecords } from '../../engine/auditor-pack/wanted-records.ts';
import { sha256 } from '../../engine/canonical.ts';
import type { ArchiveSource } from '../../engine/evidence/inventory.ts';
import { takeInventory } from '../../engine/evidence/inventory.ts';
import { type PublicKey, readPublicKeys } from '../../engine/evidence/signature.ts';
import { howToCheckMarkdown } from '../../reports/auditor-pack/how-to-check.ts';
import { howToCheckPage, packPage } from '../../reports/auditor-pack/pages.ts';
import type { IndexedRecord, PackSummary } from '../../reports/auditor-pack/summary.ts';
import { UsageError } from '../exit-status.ts';
import { ruleOf } from './asked.ts';

export interface PackInput {
  /** Of one control: its framework holds no other. */
  readonly assessment: Assessment;
  readonly source: ArchiveSource;
  readonly publicKeys: readonly string[];
  /** Ids of the rules that support the control. */
  readonly rules: readonly string[];
}

/** A ZIP file with all that shows how one control was met over a period. */
export async function auditorPack(input: PackInput): Promise<Uint8Array> {
  const { assessment, source, publicKeys } = input;
  const { period } = assessment;
  const keys = readPublicKeys(publicKeys);
  if (period === null || keys === undefined) throw new UsageError('a pack needs an archive and a key');
  const names = new Set(input.rules.flatMap((id) => [id, ...(ruleOf(id)?.aliases ?? [])]));
  const wanted = await wantedRecords(source, { rules: names, period });
  const files: PackFiles = new Map();
  const unsealed = await addAll(files, source, { wanted, period });
  for (const [index, key] of keys.entries()) files.set(keyFile(index), Buffer.from(key.pem));
  const index = wanted.map((record) => indexed(record, files));
  const summary = summaryOf({ assessment, keys, index, unsealed });
  addPages(files, summary);
  return zipped(files);
}

const keyFile = (index: number): string => `public-key${index === 0 ? '' : `-${index + 1}`}.pem`;

interface Wanted {
  readonly wanted: readonly PackedRecord[];
  readonly period: { readonly from: string; readonly to: string };
}

/** How many no seal covers yet. */
async function addAll(files: PackFiles, source: ArchiveSource, { wanted, period }: Wanted): Promise<number> {
  const { shards } = await takeInventory(source);
  let unsealed = 0;
  for (const shard of shards) {
    const sequences = wanted
      .filter((record) => record.shard.account === shard.account && record.shard.region === shard.region)
      .map(({ sequence }) => sequence);
    unsealed += (await addSealedRecords(files, source, { shard, sequences, ...period })).length;
  }
  return unsealed;
}

function indexed({ shard, ...record }: PackedRecord, files: PackFiles): IndexedRecord {
  const file = recordName(shard, record.sequence);
  const isProven = files.has(file);
  const proof = file.replace(/^records/, 'proofs');
  return { ...record, ...shard, file: isProven ? file : null, proof: isProven ? proof : null };
}

interface Summarised extends Pick<PackInput, 'assessment'> {
  readonly keys: readonly PublicKey[];
  readonly index: readonly IndexedRecord[];
  readonly unsealed: number;
}

function summaryOf({ assessment, keys, index, unsealed }: Summarised): PackSummary {
  const { generatedAt, tool, source, scope, rules, findings, ended, gaps, waivers, notes, period } =
    assessment;
  const [framework] = assessment.frameworks;
  const [control] = framework?.controls ?? [];
  if (!framework || !control || !period) throw new UsageError('a pack needs one control');
  const { controls: _, ...rest } = framework;
  const late = `${unsealed} records of the period are not sealed yet and are not in this pack; make it again in an hour.`;
  return {
    schema: 'assay.auditor-pack/1',
    ...{ generatedAt, tool, source, scope, rules, findings, ended, gaps, waivers, period },
    notes: [...notes, ...(unsealed > 0 ? [{ kind: 'incomplete' as const, text: late }] : [])],
    framework: rest,
    control: { ...control, framework: framework.key },
    keys: keys.map(({ fingerprint }, position) => ({ file: keyFile(position), fingerprint })),
    records: index.filter(({ file }) => file !== null).length,
    index,
  };
}

function addPages(files: PackFiles, summary: PackSummary): void {
  files.set('index.json', Buffer.from(`${JSON.stringify(summary, null, 2)}\n`));
  files.set('index.html', Buffer.from(packPage(summary)));
  files.set('HOW-TO-CHECK.md', Buffer.from(howToCheckMarkdown(summary)));
  files.set('HOW-TO-CHECK.html', Buffer.from(howToCheckPage(summary)));
  const sums = [...files].map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`).toSorted();
  files.set('SHA256SUMS', Buffer.from(sums.join('')));
}

/** By name, and all of one time, wherever it is made: a ZIP file holds local time. */
function zipped(files: PackFiles): Uint8Array {
  const entries = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: new Date(1980, 0, 1) });
}

import { createHash } from 'node:crypto';
import { inForceNotice, inForceOf } from '../../../engine/evidence/in-force.ts';
import { packKey, settingsKey } from '../../../engine/evidence/layout.ts';
import {
  type EvaluationRecord,
  noticeRecord,
  RECORD_SCHEMA,
  type RecordedVerdict,
  type UnsequencedRecord,
} from '../../../engine/evidence/record.ts';
import { createArchiveWriter } from '../../../engine/evidence/writer.ts';
import type { Settings } from '../../../engine/settings.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { type Files, home, storeIn, testSigner } from '../../engine/evidence/archive.ts';
import { temporaryFolder } from '../../support/folder.ts';

const NOTEBOOK = 'AWS::SageMaker::NotebookInstance';
export const ROOT = 'sagemaker-notebook-root-access';
export const OLD = 'b'.repeat(64);

/** A pack of another day: it finds fault with whoever has no root access. */
export const oldPack = (packDigest = OLD, schema = 'assay.pack/1') =>
  Buffer.from(`
export const schema = '${schema}';
export const packDigest = '${packDigest}';
export const judgeWith = (settings) => ({ resource: { properties: { RootAccess } } }) =>
  settings.profile === 'all' && RootAccess === 'Enabled'
    ? [{ rule: '${ROOT}', revision: 1, status: 'COMPLIANT' }]
    : [{ rule: '${ROOT}', revision: 1, status: 'NON_COMPLIANT',
         observations: [{ path: 'RootAccess', expected: 'Enabled', actual: RootAccess ?? null }] }];
`);

export const compliant: RecordedVerdict = { rule: ROOT, revision: 1, status: 'COMPLIANT' };
export const nonCompliant = (expected: string, actual: string): RecordedVerdict => ({
  rule: ROOT,
  revision: 1,
  status: 'NON_COMPLIANT',
  observations: [{ path: 'RootAccess', expected, actual }],
});

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
export const timeAt = (minute: number) =>
  new Date(Date.parse('2026-03-01T20:00:00.000Z') + minute * 60_000).toISOString();

export interface Recorded {
  readonly minute: number;
  readonly id?: string;
  readonly properties?: JsonObject;
  readonly rest?: readonly string[] | null;
  readonly verdict: RecordedVerdict;
  readonly packDigest?: string;
  readonly settings?: Settings;
  readonly more?: Partial<EvaluationRecord>;
}

const ALL: Settings = { profile: 'all' };

/** An evaluation of a notebook by the old pack. */
export function evaluation({ minute, id = 'study', verdict, ...more }: Recorded): EvaluationRecord {
  const { properties = { RootAccess: 'Enabled' }, rest = ['Tags'], settings = ALL, packDigest = OLD } = more;
  const { settingsDigest } = inForceOf({ packDigest, pack: '', packBytes: () => oldPack(), settings });
  return {
    schema: RECORD_SCHEMA,
    kind: 'evaluation',
    recordedAt: timeAt(minute),
    trigger: { kind: 'sweep', time: timeAt(minute) },
    resource: { type: NOTEBOOK, id, partition: 'aws', ...home, source: 'live' },
    properties,
    restHmac: 'a'.repeat(64),
    ...(rest && { rest }),
    verdicts: [verdict],
    packDigest,
    inputDigest: 'a'.repeat(64),
    settingsDigest,
    waivers: [],
    references: [],
    ...more.more,
  };
}

export const deletion = (minute: number, id = 'study') =>
  noticeRecord('deleted', new Date(timeAt(minute)), {
    resource: { type: NOTEBOOK, id, partition: 'aws', ...home },
  });

/** What the chain says of a pack, and where its file lies. */
export function declaration(packDigest: string, file: Uint8Array, settings: Settings = ALL) {
  const inForce = inForceOf({ packDigest, pack: sha(file), packBytes: () => file, settings });
  return { inForce, key: packKey(inForce.pack), notice: inForceNotice(inForce, new Date(timeAt(0))) };
}

export interface ArchiveOf {
  /** Files of packs that it holds and declares, in order; the old one by default. */
  readonly packs?: readonly { readonly packDigest: string; readonly file: Uint8Array }[];
  readonly settings?: Settings;
  /** After the last seal. */
  readonly unsealed?: readonly UnsequencedRecord[];
}

/** A sealed archive of these records in a folder, with the pack of their day. */
export async function archiveOf(records: readonly UnsequencedRecord[], options: ArchiveOf = {}) {
  const { packs = [{ packDigest: OLD, file: oldPack() }], settings = ALL, unsealed = [] } = options;
  const files: Files = new Map();
  const signer = testSigner();
  let now = Date.parse(timeAt(0));
  const store = storeIn(files);
  const clock = () => new Date(now);
  const writer = createArchiveWriter({ store, signer, clock, packDigest: () => OLD, recordsPerSegment: 1 });
  for (const { packDigest, file } of packs) {
    const { inForce, key, notice } = declaration(packDigest, file, settings);
    files.set(key, file);
    files.set(settingsKey(inForce.settingsDigest), inForce.settingsBytes);
    await writer.append(home, [notice]);
  }
  for (const record of records) {
    now = Date.parse(record.recordedAt);
    await writer.append(home, [record]);
  }
  now += 60_000;
  await writer.seal();
  await writer.append(home, unsealed);
  const folder = temporaryFolder();
  const key = folder.write('key.pem', signer.publicKeyPem);
  for (const [name, bytes] of files) folder.write(`archive/${name}`, Buffer.from(bytes));
  return { folder, key, files, archive: `${folder.path}/archive` };
}

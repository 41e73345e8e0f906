import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../engine/canonical.ts';
import { exportBytes } from '../../../engine/evidence/export-file.ts';
import { EXPORT_KEY, packKey, settingsKey } from '../../../engine/evidence/layout.ts';
import { noticeRecord, type UnsequencedRecord } from '../../../engine/evidence/record.ts';
import { verifyArchive } from '../../../engine/evidence/verify.ts';
import { createArchiveWriter } from '../../../engine/evidence/writer.ts';
import { type Files, home, sourceOf, storeIn, testSigner } from './archive.ts';
import { rename } from './tamper.ts';

const signer = testSigner();
const BEGIN = Date.parse('2026-03-01T20:00:00.000Z');
const [pack, settings] = [Buffer.from('export const rules = [];'), Buffer.from('{"profile":"baseline"}')];
const [PACK, SETTINGS] = [packKey(sha256(pack)), settingsKey(sha256(settings))];
const RULES = 'd'.repeat(64);

const notice = noticeRecord('settings', new Date(BEGIN), {
  pack: sha256(pack),
  packDigest: RULES,
  settingsDigest: sha256(settings),
});

const evaluation = (packDigest: string, settingsDigest: string) =>
  ({
    schema: 'assay.evidence/1',
    kind: 'evaluation',
    recordedAt: new Date(BEGIN).toISOString(),
    packDigest,
    settingsDigest,
  }) as unknown as UnsequencedRecord;

const usual = [notice, evaluation(RULES, sha256(settings))];

/** An archive that holds a pack and settings, one hour of records, and more that no seal covers yet. */
async function archiveOf(records: readonly UnsequencedRecord[], later: readonly UnsequencedRecord[] = []) {
  const files: Files = new Map();
  let now = BEGIN;
  const tools = { store: storeIn(files), signer, clock: () => new Date(now), packDigest: () => RULES };
  const writer = createArchiveWriter({ ...tools, recordsPerSegment: 1 });
  await writer.append(home, records);
  now += 1_800_000;
  await writer.seal();
  await writer.append(home, later);
  files.set(PACK, pack).set(SETTINGS, settings);
  return files;
}

const verify = (files: Files) => verifyArchive(sourceOf(files), { publicKeyPem: signer.publicKeyPem });

/** Apart from the tail, which nobody asked about. */
async function notes(files: Files) {
  const report = await verify(files);
  expect(report.problems).toEqual([]);
  return report.notes.filter(({ kind }) => kind !== 'tail-not-proven' && kind !== 'not-sealed-yet');
}

describe('rules and settings in an archive', () => {
  it('are proven with the records that name them', async () => {
    expect(await notes(await archiveOf(usual))).toEqual([]);
  });

  it.each<[string, (files: Files) => unknown, readonly [string, string]]>([
    ['a changed pack', (files) => files.set(PACK, Buffer.from('export {}')), ['pack-changed', PACK]],
    ['changed settings', (files) => files.set(SETTINGS, Buffer.from('{}')), ['settings-changed', SETTINGS]],
    ['a pack that was removed', (files) => files.delete(PACK), ['pack-missing', PACK]],
    ['settings that were removed', (files) => files.delete(SETTINGS), ['settings-missing', SETTINGS]],
    ['a renamed pack', (files) => rename(files, PACK, 'packs/old.mjs'), ['renamed', 'packs/old.mjs']],
    ['renamed settings', (files) => rename(files, SETTINGS, 'old.json'), ['renamed', 'old.json']],
    [
      'settings under the name of others',
      (files) => files.set(settingsKey(RULES), settings),
      ['settings-changed', settingsKey(RULES)],
    ],
  ])('%s: named as such', async (_name, change, [kind, key]) => {
    const files = await archiveOf(usual);
    change(files);
    const { status, problems } = await verify(files);
    expect({ status, problems }).toEqual({
      status: 'failed',
      problems: [{ kind, key, message: expect.stringMatching(/\w/) }],
    });
  });

  it('that are missing are named by the record that says they were in force', async () => {
    const files = await archiveOf(usual);
    files.delete(PACK);
    const [problem] = (await verify(files)).problems;
    expect(problem?.message).toBe(
      'record 1 of 111122223333/eu-central-1 says that it was in force; it is not there',
    );
  });

  it('that no sealed record names are noted, for they prove nothing', async () => {
    const files = await archiveOf(usual.slice(1), usual);
    expect(await notes(files)).toEqual([
      { kind: 'not-named', key: PACK, message: expect.stringMatching(/no sealed record/) },
      { kind: 'not-named', key: SETTINGS, message: expect.stringMatching(/no sealed record/) },
    ]);
  });

  it('may be missing where no sealed record names them', async () => {
    const files = await archiveOf(usual.slice(1), usual);
    files.delete(PACK);
    files.delete(SETTINGS);
    expect(await notes(files)).toEqual([]);
  });

  it('are noted where a record was judged under others', async () => {
    const [rules, others] = ['1'.repeat(64), '2'.repeat(64)];
    const files = await archiveOf([...usual, evaluation(rules, others), evaluation(rules, others)]);
    const said = 'which no record says were in force: it cannot be judged again';
    expect(await notes(files)).toEqual([
      {
        kind: 'configuration-unknown',
        key: '',
        message: `record 3 of 111122223333/eu-central-1 was judged under the rules ${rules}, ${said}`,
      },
      {
        kind: 'configuration-unknown',
        key: '',
        message: `record 3 of 111122223333/eu-central-1 was judged under the settings ${others}, ${said}`,
      },
    ]);
  });

  it('are not missed in a part of an archive: what is left out may speak of them', async () => {
    const [rules, others] = ['1'.repeat(64), '2'.repeat(64)];
    const files = await archiveOf([notice, evaluation(rules, others)]);
    files.set(packKey(sha256('other')), Buffer.from('other'));
    const seal = [...files.keys()].filter((key) => key.startsWith('seals/') && key.endsWith('.json'));
    expect(seal).toHaveLength(1);
    expect((await notes(files)).map(({ kind }) => kind)).toEqual([
      'not-named',
      'configuration-unknown',
      'configuration-unknown',
    ]);
    const from = new Date(BEGIN).toISOString();
    const shards = [{ ...home, first: 1, last: 1 }] as const;
    files.set(EXPORT_KEY, exportBytes({ schema: 'assay.export/1', from, to: null, shards }));
    expect((await notes(files)).map(({ kind }) => kind)).toEqual(['left-out']);
  });
});

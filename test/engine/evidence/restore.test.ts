import { describe, expect, it } from 'vitest';
import {
  type EvaluationRecord,
  noticeRecord,
  RECORD_SCHEMA,
  type RecordedVerdict,
  type UnsequencedRecord,
} from '../../../engine/evidence/record.ts';
import { type RestoreOptions, restorePostures } from '../../../engine/evidence/restore.ts';
import { createArchiveWriter } from '../../../engine/evidence/writer.ts';
import type { Posture } from '../../../engine/posture.ts';
import { definitionOf } from '../../../functions/_evaluation/house.ts';
import { resourceKey } from '../../../resources/key.ts';
import { rules } from '../../../rules/index.ts';
import { type Files, home, recordAt, sourceOf, storeIn, testSigner } from './archive.ts';
import { run } from './restore-run.ts';

const NOW = '2026-06-01T00:00:00.000Z';

const { of, records } = await run();

const options: RestoreOptions = {
  keyOf: (ref) => resourceKey(ref, definitionOf(ref.type)),
  severityOf: (id) => rules.find((rule) => rule.id === id)?.severity,
  now: NOW,
};

async function archiveOf(written: readonly UnsequencedRecord[]): Promise<Files> {
  const files: Files = new Map();
  const last = new Date(written.at(-1)?.recordedAt ?? 0);
  const writer = createArchiveWriter({
    store: storeIn(files),
    signer: testSigner(),
    clock: () => last,
    packDigest: () => 'a'.repeat(64),
    recordsPerSegment: 3,
  });
  await writer.append(home, written);
  await writer.seal();
  return files;
}

const restored = async (written: readonly UnsequencedRecord[], more: Partial<RestoreOptions> = {}) =>
  restorePostures(sourceOf(await archiveOf(written)), { ...options, ...more });

/**
 * What records can tell: all but the digest of the resource alone, how often Security Hub was told, and what opened a
 * finding, so that none is remediated by itself for what was before the restore.
 */
const told = ({ ownDigest: _, rulesDigest: __, rules: all, ...posture }: Posture) => ({
  ...posture,
  rules: Object.fromEntries(
    Object.entries(all).map(([id, { hub, opened: ___, ...rule }]) => [
      id,
      { ...rule, hub: hub && { ...hub, step: 0, updatedAt: '' } },
    ]),
  ),
});

describe('postures from an archive', () => {
  it('are those of the run that wrote it, as far as records tell', async () => {
    const { postures, counts } = await restored(records);
    expect(counts).toEqual({ records: records.length, segments: Math.ceil(records.length / 3) });
    expect(postures.map(({ presence }) => presence)).toContain('deleted');
    expect(postures.length).toBeGreaterThan(2);
    for (const posture of postures) {
      const { posture: known } = await of.ports.posture.recall(posture.key);
      if (!known) throw new Error(`${posture.key} was restored and never known`);
      expect(told(posture)).toEqual(told(known));
    }
    const statuses = postures.flatMap(({ rules: all }) => Object.values(all).map(({ status }) => status));
    expect(new Set(statuses).size).toBeGreaterThan(2);
  });

  it('go on where the run stopped: nothing is judged again that has not changed', async () => {
    const { postures } = await restored(records);
    const present = postures.filter(({ presence }) => presence === 'present');
    expect(present.length).toBeGreaterThan(1);
    for (const { key, inputDigest, references } of present) {
      const { posture } = await of.ports.posture.recall(key);
      expect({ inputDigest, references }).toEqual({
        inputDigest: posture?.inputDigest,
        references: posture?.references,
      });
    }
  });

  it('tell Security Hub of each finding again, later than ever before, and keep what we set', async () => {
    const { postures } = await restored(records);
    const hubs = postures.flatMap(({ generation, rules: all }) =>
      Object.values(all).flatMap(({ hub }) => (hub ? [{ hub, generation }] : [])),
    );
    expect(hubs.length).toBeGreaterThan(3);
    for (const { hub, generation } of hubs) {
      expect(hub.step).toBe(generation);
      expect(hub.updatedAt).toBe(NOW);
      // A word of that time would be said again.
      expect(hub.word?.at).not.toBe(hub.updatedAt);
    }
  });

  it('have no digest of the resource alone: what depends on it is judged again', async () => {
    const { postures } = await restored(records);
    expect(new Set(postures.map(({ ownDigest }) => ownDigest))).toEqual(new Set(['']));
  });

  it('are judged anew where a record does not tell what they refer to', async () => {
    const old = records.map((record) => {
      if (record.kind !== 'evaluation') return record;
      const { references: _, ...rest } = record;
      return rest;
    });
    const { postures } = await restored(old);
    expect(
      postures.every(({ inputDigest, references }) => inputDigest === '' && references.length === 0),
    ).toBe(true);
  });

  it('know a rule that is no more, so that its findings can end', async () => {
    const { postures } = await restored(records, { severityOf: () => undefined });
    const severities = postures.flatMap(({ rules: all }) =>
      Object.values(all).map(({ severity }) => severity),
    );
    expect(new Set(severities)).toEqual(new Set(['MEDIUM']));
  });

  it('know what was in shadow, and have told nobody of it', async () => {
    const { records } = await run();
    const dark = records.map((record) =>
      record.kind === 'evaluation'
        ? { ...record, verdicts: record.verdicts.map((verdict) => ({ ...verdict, shadow: true as const })) }
        : record,
    );
    const all = (await restored(dark)).postures.flatMap(({ rules: each }) => Object.values(each));
    expect(all.length).toBeGreaterThan(0);
    expect(all.every(({ shadow, hub }) => shadow === true && hub === undefined)).toBe(true);
  });

  it('come from our own functions’ words alone', async () => {
    const forged = records.map((record) => ({ ...record, sender: 'AROAEVE:eve' }));
    expect((await restored(forged)).postures).toEqual([]);
    const [last] = forged.slice(-1);
    const { postures } = await restored([...records, ...(last ? [last] : [])]);
    expect(postures).toEqual((await restored(records)).postures);
  });

  it('keep the waiver that was in force', async () => {
    const before = records.findIndex(({ kind }) => kind === 'deleted');
    const { postures } = await restored(records.slice(0, before));
    const waived = postures.flatMap(({ rules: all }) =>
      Object.entries(all).filter(([, { waiver }]) => waiver),
    );
    expect(waived).toMatchObject([
      [
        'sagemaker-model-network-isolation',
        {
          status: 'NON_COMPLIANT',
          waiver: {
            owner: 'ada',
            approver: 'grace',
            ticket: 'RISK-7',
            reason: 'a demonstration',
            expires: '2026-12-31',
          },
          hub: { workflow: 'SUPPRESSED', suppressedBy: 'assay' },
        },
      ],
    ]);
  });

  describe('of records that no run of this version writes', () => {
    const REF = {
      type: 'AWS::SageMaker::NotebookInstance',
      id: 'study',
      partition: 'aws',
      account: home.account,
      region: home.region,
    };
    const record = (verdict: Partial<RecordedVerdict>, more: Partial<EvaluationRecord> = {}) =>
      ({
        schema: RECORD_SCHEMA,
        kind: 'evaluation',
        recordedAt: '2026-03-01T20:00:00.000Z',
        trigger: { kind: 'sweep', time: '2026-03-01T20:00:00.000Z' },
        resource: { ...REF, source: 'live' },
        properties: {},
        restHmac: '',
        verdicts: [{ rule: 'r', revision: 1, status: 'NON_COMPLIANT', observations: [OPEN], ...verdict }],
        packDigest: 'a',
        inputDigest: 'b',
        settingsDigest: 'c',
        waivers: [],
        ...more,
      }) as const;
    const OPEN = { path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' };
    const only = async (...written: readonly UnsequencedRecord[]) => (await restored(written)).postures[0];

    it('pass over what is about no resource, and an end of what was never known', async () => {
      const at = new Date('2026-03-01T20:00:00.000Z');
      const { postures, counts } = await restored([
        recordAt(at, 1),
        noticeRecord('deleted', at, { resource: { ...REF } }),
      ]);
      expect([postures, counts.records]).toEqual([[], 2]);
    });

    it('do not know when it was read, nor that it was created', async () => {
      expect(await only(record({}))).toMatchObject({
        readAt: ['', ''],
        createdAt: null,
        presence: 'present',
      });
    });

    it('know that it could not be read', async () => {
      const resource = { ...REF, source: 'live', unreadable: 'access denied' } as const;
      expect(await only(record({}, { resource }))).toMatchObject({ presence: 'unreadable' });
    });

    it('have the waiver of the ticket, as far as it has words, and no other', async () => {
      const waivers = [{ ticket: 'T-1', owner: 'ada', reason: 7 }, { ticket: 'T-2' }];
      const waived = async (waiver?: string) =>
        (await only(record(waiver === undefined ? {} : { waiver }, { waivers })))?.rules['r']?.waiver;
      expect(await waived('T-1')).toEqual({
        ticket: 'T-1',
        owner: 'ada',
        approver: '',
        reason: '',
        expires: '',
      });
      expect(await waived('T-2')).toMatchObject({ ticket: 'T-2', owner: '' });
      expect(await waived('T-3')).toBeUndefined();
      expect(await waived()).toBeUndefined();
    });

    it('keep all that was observed', async () => {
      const observations = [OPEN, { ...OPEN, path: 'DirectInternetAccess' }];
      expect((await only(record({ observations })))?.rules['r']?.observations).toEqual(observations);
    });

    it('have no reason where none is told, and do not take a violation without one for any', async () => {
      const bare = { rule: 'r', revision: 1, status: 'NON_COMPLIANT' } as const;
      const told = record({}, { verdicts: [{ ...bare, status: 'INSUFFICIENT_DATA' }] });
      expect((await only(told))?.rules['r']).toMatchObject({ status: 'INSUFFICIENT_DATA', because: '' });
      await expect(only(record({}, { verdicts: [bare] }))).rejects.toThrow(/NON_COMPLIANT and not why/);
    });
  });

  it('are not made of what is no segment', async () => {
    const files = await archiveOf(records);
    const key = [...files.keys()].find((name) => name.includes('segment-')) ?? '';
    files.set(key, Buffer.from('x'));
    await expect(restorePostures(sourceOf(files), options)).rejects.toThrow(/verify the archive first/);
  });
});

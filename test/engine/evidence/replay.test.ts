import { describe, expect, it } from 'vitest';
import type { PackVerdict } from '../../../engine/evidence/pack.ts';
import type { EvaluationRecord } from '../../../engine/evidence/record.ts';
import {
  type OpenPack,
  type ReplayedVerdict,
  type ReplayOptions,
  replayArchive,
} from '../../../engine/evidence/replay.ts';
import { surveyArchive } from '../../../engine/evidence/survey.ts';
import type { ResourceRef } from '../../../resources/resource.ts';
import {
  archiveOf,
  compliant,
  evaluation,
  nonCompliant,
  OLD,
  type Recorded,
  ROOT,
} from '../../cli/replay-archive/kit.ts';
import { sourceOf } from './archive.ts';

const keyOf = ({ type, id }: ResourceRef) => `${type} ${id}`;
const violation = nonCompliant('Enabled', 'Disabled');
const { waiver: _, ...asAnswer } = violation;

/** Always says the same. */
const saying = (...verdicts: PackVerdict[]): OpenPack => ({ packDigest: OLD, judge: async () => verdicts });
const green: PackVerdict = { rule: ROOT, revision: 1, status: 'COMPLIANT' };
const open = (because: string): PackVerdict => ({
  rule: ROOT,
  revision: 1,
  status: 'INSUFFICIENT_DATA',
  because,
});

async function replayed(records: readonly EvaluationRecord[], options: Partial<ReplayOptions> = {}) {
  const { files } = await archiveOf(records);
  const source = sourceOf(files);
  const survey = await surveyArchive(source, { keyOf });
  const found: ReplayedVerdict[] = [];
  const day = { packOf: async () => saying(green), settingsOf: async () => ({}), current: saying(green) };
  for await (const each of replayArchive(source, { keyOf, survey, ...day, ...options })) found.push(each);
  return found;
}

const record = (more: Partial<Recorded> = {}) => evaluation({ minute: 1, verdict: compliant, ...more });
/** Five minutes later, with another verdict. */
const later = (more: Partial<Recorded> = {}) => record({ minute: 6, verdict: violation, ...more });

describe('judging an archive again', () => {
  it.each<[string, PackVerdict | undefined, Partial<ReplayedVerdict>]>([
    ['the same', green, { outcome: 'same', because: '' }],
    ['another', asAnswer, { outcome: 'rule-changed', because: "today's rule says NON_COMPLIANT" }],
    [
      'nothing',
      undefined,
      { outcome: 'rule-changed', today: null, because: "today's rules have no such rule" },
    ],
    [
      'that it could not be read',
      open('access denied'),
      { outcome: 'rule-changed', today: 'INSUFFICIENT_DATA' },
    ],
    [
      'what it lacks',
      open('Tags: not in the archive: Tags'),
      { outcome: 'not-judged', because: "today's rule asks for Tags" },
    ],
  ])('tells where today’s rule says %s', async (_name, answer, expected) => {
    const current = saying(...(answer ? [answer] : []));
    expect(await replayed([record()], { current })).toMatchObject([expected]);
  });

  it.each<[string, PackVerdict | undefined, Partial<ReplayedVerdict>]>([
    ['another', asAnswer, { outcome: 'not-reproduced', again: 'NON_COMPLIANT' }],
    [
      'nothing',
      undefined,
      {
        outcome: 'not-reproduced',
        again: null,
        because: 'the record says COMPLIANT, the pack of its day says no such rule',
      },
    ],
    [
      'what it lacks',
      open('not in the archive: what x was'),
      { outcome: 'not-judged', because: 'the pack of its day asks for what x was' },
    ],
  ])('tells where the pack of its day says %s', async (_name, answer, expected) => {
    const packOf = async () => saying(...(answer ? [answer] : []));
    expect(await replayed([record()], { packOf })).toMatchObject([expected]);
  });

  it.each<[string, Partial<Recorded>, Partial<ReplayedVerdict>]>([
    ['its properties', { properties: { RootAccess: 'Disabled' } }, { outcome: 'resource-changed' }],
    [
      'that it can be read',
      { more: { resource: { ...record().resource, unreadable: 'denied' } } },
      { outcome: 'resource-changed' },
    ],
    [
      'what it refers to',
      { more: { related: [{ reference: 'k', type: 't', unreadable: 'denied' }] } },
      { outcome: 'surroundings-changed' },
    ],
    [
      'who refers to it',
      { more: { referrers: ['AWS::SageMaker::Model a'] } },
      { outcome: 'surroundings-changed' },
    ],
    ['the settings', { settings: { profile: 'baseline' } }, { outcome: 'settings-changed' }],
  ])('tells a later record with another verdict by %s', async (_name, more, expected) => {
    // The same pack answers for both: what the first record is told of, the second shows.
    const packOf = async (of: EvaluationRecord) => saying(of.verdicts[0] as PackVerdict);
    const [first, second] = await replayed([record(), later(more)], { packOf });
    expect(first).toMatchObject({
      ...expected,
      changes: [expected.outcome],
      newest: { status: 'NON_COMPLIANT' },
    });
    expect(second?.changes).toEqual(['rule-changed']);
  });

  it('does not call a resource changed whose verdict is the same', async () => {
    const same = later({ verdict: compliant, properties: { RootAccess: 'enabled' } });
    expect(await replayed([record(), same])).toMatchObject([{ outcome: 'same' }, { outcome: 'same' }]);
  });

  it('asks both packs by the settings of that day, and tells the first what was recorded and no more', async () => {
    const asked: (readonly unknown[])[] = [];
    const asking = (name: string): OpenPack => ({
      packDigest: OLD,
      async judge({ value }, question) {
        asked.push([name, value, question.around.map(({ id }) => id)]);
        return [green];
      },
    });
    const other = record({ id: 'other' });
    const referring = record({ minute: 2, more: { references: [keyOf(other.resource), 'nobody knows it'] } });
    const settings = { profile: 'regulated' } as const;
    await replayed([other, referring], {
      packOf: async () => asking('day'),
      current: asking('today'),
      settingsOf: async () => settings,
    });
    expect(asked.filter(([name]) => name === 'day')).toEqual([
      ['day', settings, []],
      ['day', settings, []],
    ]);
    expect(asked.filter(([name]) => name === 'today')).toEqual([
      ['today', settings, []],
      ['today', settings, ['other']],
    ]);
  });

  it('answers in the order of the archive, however many there are', async () => {
    const records = Array.from({ length: 150 }, (_, index) => record({ id: `notebook-${index}` }));
    const found = await replayed(records);
    expect(found.map(({ resource }) => resource.id)).toEqual(records.map(({ resource }) => resource.id));
  });

  it('says what is missing', async () => {
    expect(await replayed([record()], { packOf: async () => ({ missing: 'no pack' }) })).toMatchObject([
      { outcome: 'not-judged', because: 'no pack', again: null },
    ]);
    expect(
      await replayed([record()], { settingsOf: async () => ({ missing: 'no settings' }) }),
    ).toMatchObject([{ outcome: 'not-judged', because: 'no settings' }]);
  });

  it('does not ask the pack of its day for what was too large to keep', async () => {
    const related = [{ reference: 'role', type: 'AWS::IAM::Role', omittedBytes: 200_000 }];
    const seen: unknown[] = [];
    const packOf = async (): Promise<OpenPack> => ({
      packDigest: OLD,
      async judge(_settings, question) {
        seen.push(question.related);
        return [green];
      },
    });
    await replayed([record({ more: { related } })], { packOf });
    expect(seen).toMatchObject([
      [{ reference: 'role', unreadable: 'not in the archive: what role was: its 200000 bytes' }],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { PackQuestion, PackVerdict } from '../../../engine/evidence/pack.ts';
import type {
  EvaluationRecord,
  RecordedVerdict,
  UnsequencedRecord,
} from '../../../engine/evidence/record.ts';
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
  deletion,
  evaluation,
  nonCompliant,
  OLD,
  type Recorded,
  ROOT,
  timeAt,
} from '../../cli/replay-archive/kit.ts';
import { home, sourceOf } from './archive.ts';

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

async function replayed(
  records: readonly UnsequencedRecord[],
  { resource, ...options }: Partial<ReplayOptions> & { readonly resource?: string } = {},
) {
  const { files } = await archiveOf(records);
  const source = sourceOf(files);
  const survey = await surveyArchive(source, { keyOf, resource });
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

  it('asks for 64 at once, and no more', async () => {
    let [running, most] = [0, 0];
    const judge = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return [green];
    };
    const records = Array.from({ length: 150 }, (_, index) => record({ id: `notebook-${index}` }));
    await replayed(records, { current: { packDigest: OLD, judge } });
    expect(most).toBe(64);
  });

  it('is about the resource and the rule that are wanted', async () => {
    const other: RecordedVerdict = { rule: 'other', revision: 1, status: 'NOT_APPLICABLE' };
    const both = record({ more: { verdicts: [other, compliant] } });
    const day = { packOf: async () => saying(other, green), current: saying(other, green) };
    const asked = async (options: object) =>
      (await replayed([both, record({ id: 'else' })], { ...day, ...options })).map(
        ({ rule, resource, outcome }) => [rule, resource.id, outcome],
      );
    expect(await asked({})).toEqual([
      ['other', 'study', 'same'],
      [ROOT, 'study', 'same'],
      [ROOT, 'else', 'same'],
    ]);
    expect(await asked({ rule: 'other' })).toEqual([['other', 'study', 'same']]);
    expect(await asked({ resource: 'else' })).toEqual([[ROOT, 'else', 'same']]);
  });

  it('says what is missing', async () => {
    expect(await replayed([record()], { packOf: async () => ({ missing: 'no pack' }) })).toMatchObject([
      { outcome: 'not-judged', because: 'no pack', again: null },
    ]);
    expect(
      await replayed([record()], { settingsOf: async () => ({ missing: 'no settings' }) }),
    ).toMatchObject([
      { outcome: 'not-judged', because: 'no settings', changes: [], again: null, today: null },
    ]);
    expect(await replayed([record({ rest: null })])).toMatchObject([
      {
        outcome: 'not-judged',
        because: expect.stringMatching(/does not name/),
        again: 'COMPLIANT',
        today: null,
      },
    ]);
  });

  it('takes what was found for the verdict, and not the status alone', async () => {
    const again = (verdict: PackVerdict) =>
      replayed([record({ verdict: violation })], { packOf: async () => saying(verdict) });
    expect(await again(nonCompliant('Enabled', 'Other'))).toMatchObject([
      {
        outcome: 'not-reproduced',
        changes: [],
        because: 'the record says NON_COMPLIANT, the pack of its day says NON_COMPLIANT, for other reasons',
      },
    ]);
    expect((await again(green))[0]?.because).toMatch(/says COMPLIANT$/);
    const empty = saying({ ...green, observations: [] });
    expect(await replayed([record()], { packOf: async () => empty })).toMatchObject([
      { outcome: 'same', changes: [] },
    ]);
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

  /** What is asked of the pack of its day, and of today's, about the last of these records. */
  async function asked(...records: readonly EvaluationRecord[]) {
    const questions: Record<string, PackQuestion> = {};
    const asking = (name: string): OpenPack => ({
      packDigest: OLD,
      async judge(_settings, question) {
        questions[name] = question;
        return [green];
      },
    });
    await replayed(records, { packOf: async () => asking('day'), current: asking('today') });
    return { day: questions['day'], today: questions['today'] };
  }

  it('asks by what the record holds of all around it', async () => {
    const none = await asked(record());
    expect(none.day).toMatchObject({ related: [], around: [] });
    expect(none.day?.referrers).toEqual({ unreadable: 'not in the archive: who refers to it' });
    const role = { type: 'AWS::IAM::Role', id: 'r', partition: 'aws', ...home, source: 'live' } as const;
    const related = [
      { reference: 'role', type: role.type, resource: role, properties: { Path: '/' }, rest: ['Tags'] },
      { reference: 'key', type: 'AWS::KMS::Key', unreadable: 'denied' },
    ];
    const { day } = await asked(record({ more: { related, referrers: ['AWS::SageMaker::Model a'] } }));
    const unknown = { $unknown: expect.stringMatching(/Tags/) };
    expect(day?.related).toEqual([
      { reference: 'role', type: role.type, resource: { ...role, properties: { Path: '/', Tags: unknown } } },
      { reference: 'key', type: 'AWS::KMS::Key', unreadable: 'denied' },
    ]);
    expect(day?.referrers).toEqual(['AWS::SageMaker::Model a']);
  });

  it('asks today’s rules by the newest record of what was too large to keep', async () => {
    const other = record({ id: 'other' });
    const related = [
      { reference: 'other', type: other.resource.type, omittedBytes: 200_000 },
      { reference: 'key', type: 'AWS::KMS::Key', unreadable: 'denied' },
    ];
    const { day, today } = await asked(
      other,
      record({ minute: 2, more: { references: [keyOf(other.resource)], related } }),
    );
    expect(day?.related.map(({ reference }) => reference)).toEqual(['other', 'key']);
    expect(today?.related.map(({ reference }) => reference)).toEqual(['key']);
  });
});

describe('what was said later of the same resource', () => {
  const own = async (of: EvaluationRecord) => saying(...of.verdicts);
  const first = async (then: UnsequencedRecord, options: Partial<ReplayOptions> = {}) =>
    (await replayed([record(), then], { packOf: own, ...options }))[0];
  const said = (what: string) => `the record of ${timeAt(6)} says ${what}`;

  it.each<[string, UnsequencedRecord, Partial<ReplayedVerdict>]>([
    [
      'that it was deleted',
      deletion(6),
      {
        changes: ['resource-changed'],
        because: said('deleted'),
        newest: { status: null, recordedAt: timeAt(6) },
      },
    ],
    [
      'nothing by this rule',
      later({ properties: {}, more: { verdicts: [{ ...compliant, rule: 'other' }] } }),
      {
        changes: ['resource-changed'],
        because: said('nothing'),
        newest: { status: null, recordedAt: timeAt(6) },
      },
    ],
    [
      'another verdict, by what it refers to',
      later({ more: { referrers: ['AWS::SageMaker::Model a'] } }),
      {
        changes: ['surroundings-changed'],
        because: `${said('NON_COMPLIANT')}: what it refers to is another`,
      },
    ],
    [
      'another verdict, by the settings',
      later({ settings: { profile: 'baseline' } }),
      { changes: ['settings-changed'], because: `${said('NON_COMPLIANT')}: the settings are others` },
    ],
    ['another verdict, by another rule alone', later(), { outcome: 'same', changes: [], because: '' }],
    [
      'another verdict at the same time',
      later({ minute: 1, properties: {} }),
      { outcome: 'same', changes: [] },
    ],
    [
      'the same',
      later({ verdict: compliant, properties: {} }),
      { outcome: 'same', changes: [], because: '' },
    ],
  ])('is told where it is %s', async (_what, then, expected) => {
    const found = await first(then);
    expect(found).toMatchObject(expected);
    expect(found?.changes).toEqual(expected.changes);
  });

  it('is told beside what today’s rule says', async () => {
    const current = saying(nonCompliant('Enabled', 'Disabled'));
    expect(await first(later({ properties: {} }), { current })).toMatchObject({
      outcome: 'rule-changed',
      changes: ['rule-changed', 'resource-changed'],
      because: `today's rule says NON_COMPLIANT; ${said('NON_COMPLIANT')}`,
    });
  });

  it('is nothing where nobody looked', async () => {
    const survey = { newest: new Map(), declared: [], packs: new Map(), isWanted: () => true };
    expect(await first(later(), { survey })).toMatchObject({ outcome: 'same', newest: undefined });
  });
});

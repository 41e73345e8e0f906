import { describe, expect, it } from 'vitest';
import { noticeRecord } from '../../../engine/evidence/record.ts';
import { digestsOf, surveyArchive, type Wanted } from '../../../engine/evidence/survey.ts';
import { walkRecords } from '../../../engine/evidence/walk.ts';
import type { ResourceRef } from '../../../resources/resource.ts';
import {
  archiveOf,
  compliant,
  deletion,
  evaluation,
  nonCompliant,
  OLD,
  timeAt,
} from '../../cli/replay-archive/kit.ts';
import { sourceOf } from './archive.ts';

const keyOf = ({ type, id }: ResourceRef) => `${type} ${id}`;
const records = [
  evaluation({ minute: 1, id: 'a', verdict: compliant }),
  evaluation({ minute: 2, id: 'b', verdict: compliant, packDigest: 'c'.repeat(64) }),
  evaluation({
    minute: 3,
    id: 'a',
    properties: { RootAccess: 'Disabled' },
    verdict: nonCompliant('Enabled', 'Disabled'),
  }),
  deletion(4, 'b'),
];
const { files } = await archiveOf(records);
const source = sourceOf(files);

async function wanted(options: Omit<Wanted, 'keyOf'> = {}) {
  const survey = await surveyArchive(source, { keyOf, ...options });
  const sequences: number[] = [];
  for await (const walked of walkRecords(source))
    if (survey.isWanted(walked)) sequences.push(walked.place.sequence);
  return { ...survey, sequences };
}

describe('a survey of an archive', () => {
  it('knows what stands last of each resource, and what was declared', async () => {
    const { newest, declared } = await wanted();
    const byId = (id: string) => newest.get(`AWS::SageMaker::NotebookInstance ${id}`);
    expect(byId('a')).toMatchObject({ recordedAt: timeAt(3), place: { sequence: 4 }, packDigest: OLD });
    expect([...(byId('a')?.statuses?.values() ?? [])]).toEqual(['NON_COMPLIANT']);
    expect(byId('b')).toMatchObject({ recordedAt: timeAt(4), place: { sequence: 5 } });
    expect(byId('b')?.statuses).toBeUndefined();
    expect(declared).toMatchObject([{ packDigest: OLD, place: { sequence: 1 } }]);
  });

  it('wants every evaluation, and counts whose they are', async () => {
    const { sequences, packs } = await wanted();
    expect(sequences).toEqual([2, 3, 4]);
    expect([...packs]).toEqual([
      [OLD, 2],
      ['c'.repeat(64), 1],
    ]);
  });

  it.each<[string, Omit<Wanted, 'keyOf'>, readonly number[]]>([
    ['what stood at a time', { at: timeAt(2) }, [2, 3]],
    ['what stood later', { at: timeAt(3) }, [3, 4]],
    ['not what was deleted by then', { at: timeAt(5) }, [4]],
    ['nothing of before the beginning', { at: timeAt(0) }, []],
    ['one resource by its id', { resource: 'b' }, [3]],
    ['one resource by its key', { resource: 'AWS::SageMaker::NotebookInstance a' }, [2, 4]],
    ['one resource as it stood', { resource: 'a', at: timeAt(2) }, [2]],
  ])('wants %s', async (_name, options, expected) => {
    expect((await wanted(options)).sequences).toEqual(expected);
  });

  it('counts of a time whose evaluations stood then, and no others', async () => {
    expect([...(await wanted({ at: timeAt(3) })).packs]).toEqual([
      [OLD, 1],
      ['c'.repeat(64), 1],
    ]);
    expect([...(await wanted({ at: timeAt(5) })).packs]).toEqual([[OLD, 1]]);
  });

  it('knows of what was deleted that nothing stands of it', async () => {
    const { newest } = await wanted();
    const nothing = { properties: '', surroundings: '', settingsDigest: '', packDigest: '' };
    expect(newest.get('AWS::SageMaker::NotebookInstance b')).toEqual({
      recordedAt: timeAt(4),
      place: expect.objectContaining({ sequence: 5 }),
      ...nothing,
    });
  });

  it('heeds nothing that another sent', async () => {
    const sender = 'AROAEVE:eve';
    const forged = await archiveOf([
      ...records.slice(0, 2),
      ...records.map((record) => ({ ...record, sender })),
    ]);
    const theirs = sourceOf(forged.files);
    const ours = sourceOf((await archiveOf(records.slice(0, 2))).files);
    for (const at of [undefined, timeAt(9)]) {
      const told = await Promise.all(
        [theirs, ours].map(async (each) => {
          const survey = await surveyArchive(each, { keyOf, ...(at !== undefined && { at }) });
          const wantedThere: number[] = [];
          for await (const walked of walkRecords(each))
            if (survey.isWanted(walked)) wantedThere.push(walked.place.sequence);
          return [wantedThere, [...survey.newest.keys()], survey.declared.length, [...survey.packs]];
        }),
      );
      expect(told[0]).toEqual(told[1]);
    }
  });

  it('wants a resource whether it has an ARN or not', async () => {
    const [first] = records;
    if (first?.kind !== 'evaluation') throw new Error('an evaluation was expected');
    const arn = 'arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/a';
    const named = { ...first, resource: { ...first.resource, arn } };
    const archive = sourceOf((await archiveOf([named])).files);
    for (const [resource, count] of [
      [undefined, 1],
      [arn, 1],
      ['b', 0],
    ] as const)
      expect((await surveyArchive(archive, { keyOf, resource })).packs.size).toBe(count);
  });

  it('takes only what is whole for declared, and no notice for a resource that was not deleted', async () => {
    const said = { packDigest: 'p', pack: 'q', settingsDigest: 's', from: timeAt(0) };
    const resource = { type: 'T', id: 'gone' };
    const notices = [
      ...Object.keys(said).flatMap((name) => [
        { ...said, [name]: undefined },
        { ...said, [name]: 7 },
      ]),
      said,
    ].map((detail) => noticeRecord('settings', new Date(timeAt(1)), detail));
    const gap = noticeRecord('gap', new Date(timeAt(2)), { resource });
    const archive = sourceOf((await archiveOf([...notices, gap], { packs: [] })).files);
    const { declared, newest } = await surveyArchive(archive, { keyOf });
    expect(declared).toEqual([{ ...said, place: expect.objectContaining({ sequence: 9 }) }]);
    expect(newest.size).toBe(0);
  });
});

describe('the digests of what verdicts stood on', () => {
  const digests = (more: object = {}) =>
    digestsOf({ ...evaluation({ minute: 1, verdict: compliant }), ...more });
  const { resource } = evaluation({ minute: 1, verdict: compliant });

  it.each<[string, object, boolean, boolean]>([
    ['other properties', { properties: { RootAccess: 'Disabled' } }, true, false],
    ['that it cannot be read', { resource: { ...resource, unreadable: 'denied' } }, true, false],
    ['what it refers to', { related: [{ reference: 'k', type: 't', unreadable: 'denied' }] }, false, true],
    ['who refers to it', { referrers: ['T a'] }, false, true],
    ['that nothing refers to it', { related: [], referrers: [] }, false, false],
  ])('are others by %s', (_what, more, isOther, isElsewhere) => {
    const { properties, surroundings } = digests(more);
    expect(properties !== digests().properties).toBe(isOther);
    expect(surroundings !== digests().surroundings).toBe(isElsewhere);
  });

  it('are others by another reason why it cannot be read', () => {
    const because = (unreadable: string) => digests({ resource: { ...resource, unreadable } }).properties;
    expect(because('denied')).not.toBe(because('throttled'));
  });
});

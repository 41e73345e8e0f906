import { describe, expect, it } from 'vitest';
import { surveyArchive, type Wanted } from '../../../engine/evidence/survey.ts';
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
});

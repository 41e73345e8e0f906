import { describe, expect, it } from 'vitest';
import {
  judgeAgain,
  missingFor,
  notRecorded,
  PACK_SCHEMA,
  type PackQuestion,
  recordedProperties,
} from '../../../engine/evidence/pack.ts';
import { houseOf } from '../../../functions/_evaluation/house.ts';
import type { JsonObject, Resource } from '../../../resources/resource.ts';

const place = { partition: 'aws', account: '111122223333', region: 'eu-central-1' } as const;
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/0f7c2f0e-6c0b-4d57-9a41-7b1c7d3b8f11';
const KMS = 'AWS::KMS::Key';
const RULE = 'sagemaker-notebook-kms-cmk';
const house = houseOf({ profile: 'all' }, []);

const key = (properties: JsonObject): Resource => ({
  type: KMS,
  id: KEY,
  arn: KEY,
  ...place,
  source: 'live',
  properties,
});
const question = (more: Partial<PackQuestion>): PackQuestion => ({
  resource: {
    type: 'AWS::SageMaker::NotebookInstance',
    id: 'study',
    ...place,
    source: 'live',
    properties: { KmsKeyId: KEY },
  },
  related: [],
  around: [],
  referrers: [],
  ...more,
});
const verdictOn = (more: Partial<PackQuestion>, rule = RULE) =>
  judgeAgain(house, question(more)).find((each) => each.rule === rule);

describe('a judge that is asked again', () => {
  it('follows what the record followed', () => {
    const related = (manager: string) => [
      { reference: KEY, type: KMS, resource: key({ KeyManager: manager }) },
    ];
    expect(verdictOn({ related: related('CUSTOMER') })?.status).toBe('COMPLIANT');
    expect(verdictOn({ related: related('AWS') })?.status).toBe('NON_COMPLIANT');
    expect(
      verdictOn({ related: [{ reference: KEY, type: KMS, unreadable: 'access denied' }] }),
    ).toMatchObject({
      status: 'INSUFFICIENT_DATA',
      because: 'access denied',
    });
  });

  it('finds by its names what else is known, and says what is not', () => {
    expect(verdictOn({ around: [key({ KeyManager: 'CUSTOMER' })] })?.status).toBe('COMPLIANT');
    const verdict = verdictOn({});
    expect(verdict?.status).toBe('INSUFFICIENT_DATA');
    expect(verdict && missingFor(verdict)).toBe(`what ${KEY} was`);
  });

  it('is told who refers to it, or that nobody wrote it down', () => {
    const resource = key({ EnableKeyRotation: false, KeyManager: 'CUSTOMER' });
    const rule = 'ai-kms-key-rotation';
    expect(verdictOn({ resource }, rule)?.status).toBe('NOT_APPLICABLE');
    expect(verdictOn({ resource, referrers: ['AWS::SageMaker::Model a'] }, rule)?.status).toBe(
      'NON_COMPLIANT',
    );
    const unknown = verdictOn({ resource, referrers: { unreadable: notRecorded('who refers to it') } }, rule);
    expect(unknown && missingFor(unknown)).toBe('who refers to it');
  });

  it('does not take for absent what is only a keyed hash', () => {
    const root = 'sagemaker-notebook-root-access';
    const asked = (rest: readonly string[]) =>
      verdictOn(
        { resource: { ...question({}).resource, properties: recordedProperties({ properties: {}, rest }) } },
        root,
      );
    const unknown = asked(['RootAccess', 'Tags']);
    expect(unknown && missingFor(unknown)).toBe('RootAccess, of which it holds a keyed hash');
    expect(asked(['Tags'])?.status).toBe('NON_COMPLIANT');
  });
});

it('a verdict that lacks nothing of the archive says so', () => {
  expect(
    missingFor({ rule: 'r', revision: 1, status: 'INSUFFICIENT_DATA', because: 'access denied' }),
  ).toBeUndefined();
  expect(missingFor({ rule: 'r', revision: 1, status: 'COMPLIANT' })).toBeUndefined();
  const because = notRecorded('the tags');
  expect(missingFor({ rule: 'r', revision: 1, status: 'INSUFFICIENT_DATA' })).toBeUndefined();
  expect(missingFor({ rule: 'r', revision: 1, status: 'NOT_APPLICABLE', because })).toBeUndefined();
});

it('properties of which none is left out are those of the record', () => {
  expect(recordedProperties({ properties: { A: 1 } })).toEqual({ A: 1 });
});

it('a pack says the version that archives hold', () => {
  expect(PACK_SCHEMA).toBe('assay.pack/1');
});

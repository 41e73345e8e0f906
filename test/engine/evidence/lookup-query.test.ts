import { describe, expect, it } from 'vitest';
import { lookupBuilder } from '../../../engine/evidence/lookup.ts';
import { isWanted, parseLookup, sequencesOf, type Wanted } from '../../../engine/evidence/lookup-query.ts';
import type { Seal } from '../../../engine/evidence/seal.ts';
import { findingId } from '../../../engine/finding-id.ts';
import type { JsonObject, ResourceRef } from '../../../resources/resource.ts';
import { home } from './archive.ts';

const role = {
  type: 'AWS::IAM::Role',
  id: 'admin',
  arn: 'arn:aws:iam::111122223333:role/path/Admin',
  partition: 'aws',
  account: home.account,
  region: 'us-east-1',
};
const logging = {
  type: 'Assay::Bedrock::Logging',
  id: 'bedrock-logging/eu-central-1',
  arn: 'arn:aws:assay:eu-central-1:111122223333:bedrock-logging/eu-central-1',
  synthetic: true as const,
  partition: 'aws',
  ...home,
};
const domain = { ...role, type: 'Domain', id: 'd-1', arn: 'arn:aws:sagemaker:::domain/other' };

const evaluation = (resource: ResourceRef, ...rules: string[]): JsonObject => ({
  kind: 'evaluation',
  recordedAt: '2026-03-01T20:10:00.000Z',
  resource: { ...resource },
  verdicts: rules.map((rule) => ({ rule })),
});

const records = [
  evaluation(role, 'trust', 'admin'),
  evaluation(logging, 'on'),
  { kind: 'gap', recordedAt: '2026-03-01T20:11:00.000Z', detail: {} },
  { kind: 'deleted', recordedAt: '2026-03-01T20:12:00.000Z', detail: { resource: { ...role } } },
  evaluation(domain, 'trust'),
];

const seal = {
  ...home,
  number: 1,
  from: '2026-03-01T20:00:00.000Z',
  to: '2026-03-01T21:00:00.000Z',
  segments: { first: 1, count: 1, root: '' },
  records: { first: 11, count: 5 },
} as unknown as Seal;

const builder = lookupBuilder(seal);
for (const [index, record] of records.entries()) builder.add(record, 11 + index);
const bytes = builder.bytes([5]);
const lookup = parseLookup(bytes);
if (!lookup) throw new Error('the lookup of the test is none');

describe('what is looked for', () => {
  it.each<[string, Wanted, readonly number[]]>([
    ['nothing in particular', {}, [11, 12, 13, 14, 15]],
    ['an ARN', { resource: role.arn }, [11, 14]],
    ['the last part of an ARN', { resource: 'ADMIN' }, [11, 14]],
    ['more of an ARN', { resource: 'path/Admin' }, [11, 14]],
    ['an id that is not in the ARN', { resource: 'D-1' }, [15]],
    ['the id of what has no ARN', { resource: logging.id }, [12]],
    ['an ARN of our own making', { resource: logging.arn }, [12]],
    ['a finding of a resource of elsewhere', { finding: findingId('admin', role) }, [11]],
    ['a finding of what has no ARN', { finding: findingId('on', logging) }, [12]],
    ['a finding of another Region', { finding: findingId('admin', { ...role, region: home.region }) }, []],
    ['a rule', { rules: new Set(['trust', 'none']) }, [11, 15]],
    ['a finding of another rule', { finding: findingId('admin', role), rules: new Set(['trust']) }, []],
    ['a kind of notice', { kinds: new Set(['gap', 'canary']) }, [13]],
    ['evaluations', { kinds: new Set(['evaluation']) }, [11, 12, 15]],
    ['evaluations and gaps', { kinds: new Set(['evaluation', 'gap']) }, [11, 12, 13, 15]],
    ['a deletion of a resource', { resource: 'admin', kinds: new Set(['deleted']) }, [14]],
    ['no kind', { kinds: new Set<string>() }, []],
  ])('%s is found in a lookup, and in the records themselves', (_name, wanted, expected) => {
    const told = sequencesOf(lookup, wanted);
    const found = records.flatMap((record, index) => (isWanted(record, wanted) ? [11 + index] : []));
    expect(found).toEqual(expected);
    expect(told.filter((sequence) => found.includes(sequence))).toEqual(expected);
    // Of a resource, a lookup does not tell kinds apart.
    if (!(wanted.resource && wanted.kinds)) expect(told).toEqual(expected);
  });

  it.each<[string, JsonObject]>([
    ['another version', { schema: 'assay.lookup/2' }],
    ['a place that is none', { sets: [[-1]] }],
    ['a time that is none', { from: 'yesterday' }],
    ['names that are a list', { resources: [{ type: 'x', prefix: '', names: ['x'] }] }],
  ])('is no lookup with %s', (_name, change) => {
    const changed = { ...JSON.parse(Buffer.from(bytes).toString()), ...change };
    expect(parseLookup(Buffer.from(JSON.stringify(changed)))).toBeUndefined();
  });

  it('is nowhere in what is no JSON', () => {
    expect(parseLookup(Buffer.from('nonsense'))).toBeUndefined();
  });

  it('is not beyond what the lookup says that it is about', () => {
    const changed = { ...lookup, notices: { gap: [2, 5, 900] }, sets: [] };
    expect(sequencesOf(changed, { kinds: new Set(['gap']) })).toEqual([13]);
    expect(sequencesOf(changed, { rules: new Set(['trust']) })).toEqual([]);
  });

  it('is of the account that its resource is of, and found by each of its ids', () => {
    const foreign = { ...role, account: '444455556666', arn: 'arn:aws:iam::444455556666:role/Admin' };
    const third = { ...domain, id: 'third', arn: 'arn:aws:sagemaker:::domain/third' };
    const some = [foreign, domain, { ...domain, id: 'd-2' }, third].map((each) => evaluation(each, 'trust'));
    const building = lookupBuilder(seal);
    for (const [index, record] of some.entries()) building.add(record, 11 + index);
    const told = parseLookup(building.bytes([4]));
    const found = (wanted: Wanted) => told && sequencesOf(told, wanted);
    expect(found({ finding: findingId('trust', foreign) })).toEqual([11]);
    expect(found({ finding: findingId('trust', { ...foreign, account: home.account }) })).toEqual([]);
    expect(found({ resource: 'd-2' })).toEqual([12, 13]);
    expect(found({ resource: 'third' })).toEqual([14]);
    expect(found({ resource: 'fourth' })).toEqual([]);
  });
});

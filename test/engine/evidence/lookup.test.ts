import { describe, expect, it } from 'vitest';
import { isTail, lookupBuilder, objectOf, resourceOf, rulesOf } from '../../../engine/evidence/lookup.ts';
import type { Seal } from '../../../engine/evidence/seal.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { home } from './archive.ts';

const seal = {
  ...home,
  number: 7,
  from: '2026-03-01T20:00:00.000Z',
  to: '2026-03-01T21:00:00.000Z',
  segments: { first: 4, count: 2, root: '' },
  records: { first: 100, count: 5 },
} as unknown as Seal;

const arn = (name: string): string => `arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/${name}`;
const at = (minute: number): string => `2026-03-01T20:0${minute}:00.000Z`;

const evaluation = (resource: JsonObject, rules: readonly string[], recordedAt: string): JsonObject => ({
  kind: 'evaluation',
  recordedAt,
  resource: { type: 'Notebook', ...home, ...resource },
  verdicts: rules.map((rule) => ({ rule, status: 'COMPLIANT' })),
});

const alpha = { id: 'Alpha', arn: arn('alpha') };
const beta = { id: 'beta', arn: arn('beta') };

const records: readonly JsonObject[] = [
  evaluation(alpha, ['root', 'key'], at(5)),
  evaluation(beta, ['root', 'key'], at(3)),
  evaluation(alpha, ['key'], at(6)),
  { kind: 'deleted', recordedAt: at(7), detail: { resource: { type: 'Notebook', ...home, ...alpha } } },
  { kind: 'gap', recordedAt: at(8), detail: {} },
];

const lookupOf = (all: readonly JsonObject[]) => {
  const builder = lookupBuilder(seal);
  for (const [index, record] of all.entries()) builder.add(record, 100 + index);
  return JSON.parse(Buffer.from(builder.bytes([3, 2])).toString());
};

describe('a lookup', () => {
  it('says which resources and rules, and which notices, the records of a seal are about', () => {
    expect(lookupOf(records)).toEqual({
      schema: 'assay.lookup/1',
      ...home,
      seal: 7,
      from: seal.from,
      to: seal.to,
      oldest: at(3),
      segments: { first: 4, counts: [3, 2] },
      records: { first: 100 },
      rules: ['root', 'key'],
      sets: [[0, 1], [1], []],
      resources: [
        {
          type: 'Notebook',
          prefix: arn(''),
          names: {
            alpha: [
              [0, 0],
              [1, 2],
              [2, 3],
            ],
            beta: [[0, 1]],
          },
        },
      ],
      notices: { deleted: [3], gap: [4] },
    });
  });

  it('tells resources of elsewhere, ids that are not in the name, and names that are ids', () => {
    const { resources } = lookupOf([
      evaluation({ id: 'role', arn: 'arn:aws:iam::1:role/x', region: 'us-east-1' }, [], at(1)),
      evaluation({ id: 'logging/eu', arn: 'arn:aws:assay:::logging/eu', synthetic: true }, [], at(1)),
      evaluation({ id: 'none', account: null, region: null }, [], at(1)),
    ]);
    expect(resources).toEqual([
      {
        type: 'Notebook',
        region: 'us-east-1',
        prefix: 'arn:aws:iam::1:role/',
        names: { x: [[0, 0]] },
        ids: { x: ['role'] },
      },
      { type: 'Notebook', prefix: 'logging/', names: { eu: [[0, 1]] } },
      { type: 'Notebook', account: null, region: null, prefix: '', names: { none: [[0, 2]] } },
    ]);
  });

  it.each<[string, JsonObject]>([
    ['a resource without a type', { kind: 'evaluation', resource: { id: 'x' }, verdicts: [] }],
    ['a resource that is a text', { kind: 'evaluation', resource: 'x' }],
    ['no verdicts', { kind: 'evaluation', verdicts: 'none' }],
    ['a deletion of nothing', { kind: 'deleted' }],
    ['nothing', {}],
  ])('of a record with %s is made all the same', (_name, record) => {
    expect(lookupOf([record])).toMatchObject({ resources: [], oldest: seal.to });
  });

  it.each([
    ['arn:aws:s3:::bucket', 'bucket', true],
    ['arn:aws:iam::1:role/path/Name', 'name', true],
    ['bucket', 'bucket', true],
    ['my-bucket', 'bucket', false],
    ['bucket', 'my-bucket', false],
    ['arn:aws:s3:::bucket', 'ucket', false],
  ])('%s ends with the name %s: %s', (name, id, expected) => {
    expect(isTail(name, id)).toBe(expected);
  });
});

describe('what a record says of itself', () => {
  const resource = { type: 'T', id: 'one' };

  it.each<[string, JsonObject, JsonObject | undefined]>([
    ['an evaluation', { kind: 'evaluation', resource }, resource],
    ['a deletion', { kind: 'deleted', detail: { resource } }, resource],
    ['another notice', { kind: 'gap', detail: { resource } }, undefined],
    ['a deletion of nothing', { kind: 'deleted', detail: null }, undefined],
    ['an evaluation of a text', { kind: 'evaluation', resource: 'one' }, undefined],
    ['an evaluation of a list', { kind: 'evaluation', resource: [resource] }, undefined],
    ['an evaluation without an id', { kind: 'evaluation', resource: { type: 'T', id: 7 } }, undefined],
    ['an evaluation without a type', { kind: 'evaluation', resource: { id: 'one' } }, undefined],
  ])('is which resource it is about: %s', (_what, record, expected) => {
    expect(resourceOf(record)).toEqual(expected);
  });

  it('is which rules judged', () => {
    const verdicts = [{ rule: 'a' }, {}, null, 'b', ['c'], { rule: 7 }, { rule: 'd' }];
    expect(rulesOf({ kind: 'evaluation', verdicts })).toEqual(['a', 'd']);
    expect(rulesOf({ kind: 'evaluation' })).toEqual([]);
    expect(rulesOf({ kind: 'gap', verdicts })).toEqual([]);
  });

  it.each<[unknown, boolean]>([
    [{ a: 1 }, true],
    [[], false],
    [null, false],
    ['text', false],
    [undefined, false],
  ])('is an object or none: %j', (value, isObject) => {
    expect(objectOf(value as JsonObject)).toEqual(isObject ? value : undefined);
  });
});

describe('the tail of a name', () => {
  it.each([
    ['arn:aws:iam::1:role/Admin', 'admin', true],
    ['arn:aws:iam::1:role/Admin', '1:role/admin', true],
    ['Admin', 'ADMIN', true],
    ['Admin', 'other', false],
    ['arn:aws:iam::1:role/Admin', 'other', false],
    ['arn:aws:iam::1:role/SuperAdmin', 'Admin', false],
    ['Admin', 'role/Admin', false],
  ])('%s ends with %s: %s', (name, id, isIt) => {
    expect(isTail(name, id)).toBe(isIt);
  });
});

it('what resources have in common is written once, and which rules judged each', () => {
  const role = 'arn:aws:x:::role';
  const written = lookupOf([
    evaluation({ id: 'one', arn: `${role}/a/one` }, ['ab', 'c'], at(1)),
    evaluation({ id: 'two', arn: `${role}/b/two` }, ['a', 'bc'], at(2)),
    evaluation({ id: 'three', account: undefined, region: 7 }, ['a'], at(3)),
  ]);
  expect(written).toMatchObject({ rules: ['ab', 'c', 'a', 'bc'], sets: [[0, 1], [2, 3], [2]] });
  expect(written.resources).toEqual([
    { type: 'Notebook', prefix: `${role}/`, names: { 'a/one': [[0, 0]], 'b/two': [[1, 1]] } },
    { type: 'Notebook', account: null, region: null, prefix: '', names: { three: [[2, 2]] } },
  ]);
});

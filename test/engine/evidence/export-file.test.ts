import { describe, expect, it } from 'vitest';
import { exportBytes, parseExport } from '../../../engine/evidence/export-file.ts';
import { away, home } from './archive.ts';

const file = {
  schema: 'assay.export/1',
  from: '2026-03-01T21:00:00.000Z',
  to: null,
  shards: [
    { ...home, first: 2, last: 5 },
    { ...away, first: 1, last: 1 },
  ],
} as const;
const shardWith = (change: object) => ({ ...file, shards: [{ ...home, first: 2, last: 5, ...change }] });

describe('export.json', () => {
  it('is one line, read as it is written', () => {
    const bytes = exportBytes(file);
    expect(parseExport(bytes)).toEqual(file);
    expect(Buffer.from(bytes).toString()).toMatch(/^[^\n]+\n$/);
  });

  it.each<[string, unknown]>([
    ['another version', { ...file, schema: 'assay.export/2' }],
    ['a beginning that is a number', { ...file, from: 7 }],
    ['an end that is a number', { ...file, to: 7 }],
    ['no shards', { ...file, shards: [] }],
    ['shards that are a text', { ...file, shards: 'all' }],
    ['a shard that is none', { ...file, shards: [7] }],
    ['one of two shards that is none', { ...file, shards: [...file.shards, {}] }],
    ['a range that is backwards', shardWith({ last: 1 })],
    ['a range from nothing', shardWith({ first: 0 })],
    ['a first seal that is a text', shardWith({ first: '2' })],
    ['a last seal that is no whole number', shardWith({ last: 5.5 })],
    ['an account that is a number', shardWith({ account: 111122223333 })],
    ['a Region that is none', shardWith({ region: null })],
    ['a list', [file]],
  ])('is not one with %s', (_name, value) => {
    expect(parseExport(Buffer.from(JSON.stringify(value)))).toBeUndefined();
  });

  it('is not one where it is no JSON', () => expect(parseExport(Buffer.from('{'))).toBeUndefined());
});

import { describe, expect, it } from 'vitest';
import { addProblem, readFile, type Verification } from '../../../engine/evidence/verify-context.ts';

const KEY = 'seals/111122223333/eu-central-1/20260301T210000Z.json';
const BYTES = Buffer.from('a seal');

type Read = (key: string, versionId?: string) => Promise<Uint8Array>;

/** As much of a verification as is looked at here, of an archive with one file. */
const verification = (read: Read) =>
  ({ source: { read }, inventory: { keys: new Set([KEY]) }, problems: [] }) as unknown as Verification;

describe('a file of an archive under verification', () => {
  it('is read in the version that is asked for', async () => {
    const asked: (readonly [string, string | undefined])[] = [];
    const of = verification(async (...file: [string, string?]) => {
      asked.push([file[0], file[1]]);
      return BYTES;
    });
    expect(await readFile(of, KEY)).toBe(BYTES);
    expect(await readFile(of, KEY, 'v7')).toBe(BYTES);
    expect(asked).toEqual([
      [KEY, undefined],
      [KEY, 'v7'],
    ]);
    expect(of.problems).toEqual([]);
  });

  it('is not asked for where it is not listed: whoever misses it says so', async () => {
    const of = verification(() => Promise.reject(new Error('asked for what is not there')));
    expect(await readFile(of, 'index.json')).toBeUndefined();
    expect(of.problems).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['an error', new Error('input/output error'), 'input/output error'],
    ['a text', 'torn', 'torn'],
  ])('is a problem where reading it throws %s', async (_what, thrown, because) => {
    const of = verification(() => Promise.reject(thrown));
    expect(await readFile(of, KEY)).toBeUndefined();
    expect(of.problems).toEqual([
      { kind: 'unreadable', key: KEY, message: `it is listed but cannot be read: ${because}` },
    ]);
  });
});

describe('the problems of a verification', () => {
  it('are in the order in which they were found', () => {
    const of = verification(async () => BYTES);
    addProblem(of, 'index-differs', 'index.json', 'it is missing');
    addProblem(of, 'renamed', KEY, 'it is another');
    expect(of.problems).toEqual([
      { kind: 'index-differs', key: 'index.json', message: 'it is missing' },
      { kind: 'renamed', key: KEY, message: 'it is another' },
    ]);
  });
});

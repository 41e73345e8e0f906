import { describe, expect, it } from 'vitest';
import type { ShardReport } from '../../../engine/evidence/report.ts';
import type { OtherSeal, Seal } from '../../../engine/evidence/seal.ts';
import type { Named, Verification } from '../../../engine/evidence/verify-context.ts';
import type { Part } from '../../../engine/evidence/verify-export.ts';
import type { LoadedSeal } from '../../../engine/evidence/verify-signatures.ts';
import {
  checkFrom,
  checkHeads,
  checkOthers,
  checkUntil,
  namedByOthers,
} from '../../../engine/evidence/verify-tail.ts';
import { away, home } from './archive.ts';

const HERE = '111122223333/eu-central-1';
const THERE = '111122223333/us-east-1';

/** As much of a verification as is looked at here. */
const verification = (more: { heads?: readonly string[]; named?: Named; part?: Part } = {}) =>
  ({ heads: [], named: new Map(), problems: [], notes: [], ...more }) as unknown as Verification;

const loaded = (number: number, more: Partial<LoadedSeal> = {}, others: readonly OtherSeal[] = []) =>
  ({
    found: `seal ${number}`,
    hash: `hash ${number}`,
    trust: 'valid',
    seal: { number, others } as unknown as Seal,
    ...more,
  }) as LoadedSeal;

describe('published heads', () => {
  it('must be there, whatever their signature', () => {
    const asked = verification({ heads: ['hash 1', 'hash 2', 'hash 3'] });
    checkHeads(asked, [loaded(1), loaded(2, { trust: 'invalid' })]);
    expect(asked.problems).toEqual([
      {
        kind: 'tail-missing',
        key: 'seals/',
        message: 'no seal here has the published hash hash 3: the end was cut off, or changed',
      },
    ]);
  });
});

const UNTIL = '2026-03-01T21:00:00.000Z';
const shard = (provenUntil: string | null, more: Partial<ShardReport> = {}): ShardReport => ({
  ...home,
  seals: 1,
  segments: 1,
  records: 1,
  head: null,
  provenUntil,
  ...more,
});

describe('from when on an archive is proven', () => {
  const FROM = '2026-03-01T20:00:00.000Z';
  const beginning = (shards: readonly ShardReport[], from?: string) => {
    const asked = verification();
    checkFrom(asked, shards, from);
    return asked.problems;
  };
  const since = (provenFrom: string) => shard(UNTIL, { provenFrom });

  it.each<[string, ShardReport, string | undefined]>([
    ['from the moment', since(FROM), undefined],
    ['from before', since('2026-03-01T19:00:00.000Z'), undefined],
    [
      'from later',
      since('2026-03-01T20:00:00.001Z'),
      `it is proven from 2026-03-01T20:00:00.001Z on, not from ${FROM}`,
    ],
    ['not at all', shard(null), `it is proven from no time at all on, not from ${FROM}`],
  ])('is held against what was asked: %s', (_name, report, message) => {
    expect(beginning([report], FROM)).toEqual(
      message === undefined ? [] : [{ kind: 'beginning-missing', key: `seals/${HERE}/`, message }],
    );
  });

  it('is asked of each shard', () => {
    const shards = [since(FROM), shard(UNTIL, { ...away, provenFrom: UNTIL }), shard(null)];
    expect(beginning(shards, FROM).map(({ key }) => key)).toEqual([`seals/${THERE}/`, `seals/${HERE}/`]);
  });

  it('is not held against what nobody asked, and not proven from what is no time', () => {
    expect(beginning([shard(null)])).toEqual([]);
    expect(beginning([since(FROM)], 'soon')).toMatchObject([{ kind: 'beginning-missing' }]);
  });
});

describe('how far an archive is proven', () => {
  it.each<[string, string | null, string | undefined]>([
    ['to the moment', UNTIL, undefined],
    ['longer', '2026-03-02T00:00:00.000Z', undefined],
    [
      'not as far',
      '2026-03-01T20:59:59.999Z',
      `it is proven up to 2026-03-01T20:59:59.999Z, not up to ${UNTIL}`,
    ],
    ['not at all', null, `it is proven up to no time at all, not up to ${UNTIL}`],
  ])('is held against what was asked: %s', (_name, provenUntil, message) => {
    const asked = verification();
    checkUntil(asked, [shard(provenUntil)], UNTIL);
    expect(asked.notes).toEqual([]);
    expect(asked.problems).toEqual(
      message === undefined ? [] : [{ kind: 'tail-missing', key: `seals/${HERE}/`, message }],
    );
  });

  it('is not proven up to what is no time', () => {
    const asked = verification();
    checkUntil(asked, [shard(UNTIL)], 'soon');
    expect(asked.problems).toMatchObject([{ kind: 'tail-missing' }]);
  });

  it('is said of every shard where nobody asks', () => {
    const asked = verification();
    checkUntil(asked, [shard(UNTIL), shard(null, away)], undefined);
    expect(asked.problems).toEqual([]);
    expect(asked.notes).toEqual([
      {
        kind: 'tail-not-proven',
        key: '',
        message: `proven: ${HERE} up to ${UNTIL}, ${THERE} up to no time at all; whether more followed, only a published head or a time can tell`,
      },
    ]);
  });

  it.each<[string, Verification, readonly ShardReport[]]>([
    ['with a published head', verification({ heads: ['h'] }), [shard(UNTIL)]],
    ['where there are no shards', verification(), []],
  ])('is not said %s', (_name, asked, shards) => {
    checkUntil(asked, shards, undefined);
    expect(asked.notes).toEqual([]);
  });
});

describe('what seals say of other shards', () => {
  const other = (number: number, seal: string): OtherSeal => ({ ...away, number, seal });

  it('is by shard and number, with who says so', () => {
    const seals = [
      loaded(1, {}, [other(1, 'a'), { ...home, number: 4, seal: 'c' }]),
      loaded(2, {}, [other(2, 'b')]),
      loaded(3, { trust: 'invalid' }, [other(3, 'd')]),
      loaded(4, { seal: undefined }),
    ];
    expect(namedByOthers(seals)).toEqual(
      new Map([
        [
          THERE,
          new Map([
            [1, { hash: 'a', by: 'seal 1' }],
            [2, { hash: 'b', by: 'seal 2' }],
          ]),
        ],
        [HERE, new Map([[4, { hash: 'c', by: 'seal 1' }]])],
      ]),
    );
  });

  const named = (...numbers: readonly (readonly [number, string])[]): Named =>
    new Map([[THERE, new Map(numbers.map(([number, hash]) => [number, { hash, by: `by ${number}` }]))]]);

  it.each<[string, Named, readonly LoadedSeal[], readonly (readonly [string, string, string])[]]>([
    ['agrees', named([1, 'hash 1'], [2, 'hash 2']), [loaded(1), loaded(2), loaded(3)], []],
    [
      'is of a seal whose signature is broken',
      named([2, 'x']),
      [loaded(1), loaded(2, { trust: 'invalid' })],
      [],
    ],
    ['is of a seal that cannot be read', named([2, 'x']), [loaded(1), loaded(2, { seal: undefined })], []],
    [
      'is another seal',
      named([1, 'hash 1'], [2, 'x']),
      [loaded(1), loaded(2)],
      [['chain-broken', 'by 2', `it names another seal 2 of ${THERE} than is here`]],
    ],
    [
      'is more than is here',
      named([3, 'x'], [2, 'hash 2']),
      [loaded(1), loaded(2)],
      [['tail-missing', `seals/${THERE}/`, `by 3 names seal 3 of ${THERE}; here the last is 2`]],
    ],
    [
      'is all that there is',
      named([1, 'x']),
      [],
      [['tail-missing', `seals/${THERE}/`, `by 1 names seal 1 of ${THERE}; here the last is none`]],
    ],
  ])('%s', (_name, names, list, problems) => {
    const asked = verification({ named: names });
    checkOthers(asked, new Map(list.length > 0 ? [[THERE, list]] : []));
    expect(asked.problems.map(({ kind, key, message }) => [kind, key, message])).toEqual(problems);
  });

  const part: Part = new Map([[THERE, { ...away, first: 3, last: 5 }]]);
  const all = [loaded(3), loaded(4), loaded(5)];

  it.each<[string, Named, readonly LoadedSeal[], readonly string[]]>([
    ['is of a seal before it', named([2, 'x']), all, []],
    ['is of a seal after it', named([6, 'x']), all, []],
    [
      'is another than one that is here all the same',
      named([2, 'x']),
      [loaded(2), ...all],
      [`it names another seal 2 of ${THERE} than is here`],
    ],
    ['is another than one in it', named([3, 'x']), all, [`it names another seal 3 of ${THERE} than is here`]],
    [
      'is one of its end',
      named([5, 'hash 5']),
      [loaded(3), loaded(4)],
      [`by 5 names seal 5 of ${THERE}; here the last is 4`],
    ],
    ['is of a seal whose signature is broken', named([3, 'x']), [loaded(3, { trust: 'invalid' })], []],
    [
      'is of a seal after one whose signature is broken',
      named([4, 'x']),
      [loaded(3, { trust: 'invalid' })],
      [`by 4 names seal 4 of ${THERE}; here the last is 3`],
    ],
  ])('in a part of an archive: %s', (_name, names, list, messages) => {
    const asked = verification({ named: names, part });
    checkOthers(asked, new Map([[THERE, list]]));
    expect(asked.problems.map(({ message }) => message)).toEqual(messages);
  });

  it('in a part of an archive: is of a shard that it leaves out', () => {
    const asked = verification({ named: named([1, 'x']), part: new Map() });
    checkOthers(asked, new Map());
    expect(asked.problems).toEqual([]);
  });
});

import { shardName } from './layout.ts';
import type { ShardReport } from './report.ts';
import { addProblem, type Named, type Verification } from './verify-context.ts';
import { isLeftOut } from './verify-export.ts';
import type { LoadedSeal } from './verify-signatures.ts';

/** What was published must be there. */
export function checkHeads(verification: Verification, seals: readonly LoadedSeal[]): void {
  // One whose signature alone is broken is there all the same.
  const present = new Set(seals.map(({ hash }) => hash));
  for (const head of verification.heads) {
    if (present.has(head)) continue;
    addProblem(
      verification,
      'tail-missing',
      'seals/',
      `no seal here has the published hash ${head}: the end was cut off, or changed`,
    );
  }
}

/** Proven from as early as asked: the beginning of an export may be anywhere. */
export function checkFrom(
  verification: Verification,
  shards: readonly ShardReport[],
  from: string | undefined,
): void {
  for (const { provenFrom, ...shard } of shards) {
    if (from === undefined || (provenFrom !== undefined && Date.parse(provenFrom) <= Date.parse(from)))
      continue;
    const message = `it is proven from ${provenFrom ?? 'no time at all'} on, not from ${from}`;
    addProblem(verification, 'beginning-missing', `seals/${shardName(shard)}/`, message);
  }
}

/** Proven as far as asked; without a question, the report says how far. */
export function checkUntil(
  verification: Verification,
  shards: readonly ShardReport[],
  until: string | undefined,
): void {
  for (const { provenUntil, ...shard } of shards) {
    const name = shardName(shard);
    if (until !== undefined && !(provenUntil !== null && Date.parse(provenUntil) >= Date.parse(until))) {
      addProblem(
        verification,
        'tail-missing',
        `seals/${name}/`,
        `it is proven up to ${provenUntil ?? 'no time at all'}, not up to ${until}`,
      );
    }
  }
  if (until !== undefined || verification.heads.length > 0 || shards.length === 0) return;
  const message = shards
    .map((shard) => `${shardName(shard)} up to ${shard.provenUntil ?? 'no time at all'}`)
    .join(', ');
  verification.notes.push({
    kind: 'tail-not-proven',
    key: '',
    message: `proven: ${message}; whether more followed, only a published head or a time can tell`,
  });
}

/** What seals with a valid signature say of other shards: shard → seal number → its hash, and who says so. */
export function namedByOthers(seals: readonly LoadedSeal[]): Named {
  const named = new Map<string, Map<number, { hash: string; by: string }>>();
  for (const { trust, seal, found } of seals) {
    for (const other of trust === 'valid' && seal ? seal.others : []) {
      const name = shardName(other);
      const numbers = named.get(name) ?? new Map<number, { hash: string; by: string }>();
      named.set(name, numbers.set(other.number, { hash: other.seal, by: found }));
    }
  }
  return named;
}

/** Seals name the newest ones of other shards: a shard, or its end, cannot go without a trace. */
export function checkOthers(
  verification: Verification,
  seals: ReadonlyMap<string, readonly LoadedSeal[]>,
): void {
  for (const [name, numbers] of verification.named) {
    const list = seals.get(name) ?? [];
    const valid = new Map(
      list.flatMap(({ trust, seal, hash }) =>
        trust === 'valid' && seal ? [[seal.number, hash] as const] : [],
      ),
    );
    for (const [number, { hash, by }] of numbers) {
      const here = valid.get(number);
      if (here === undefined || here === hash) continue;
      addProblem(verification, 'chain-broken', by, `it names another seal ${number} of ${name} than is here`);
    }
    // Seals that are there with a broken signature have been named as such.
    const before = (verification.part?.get(name)?.first ?? 1) - 1;
    const newest = Math.max(before, ...valid.keys()) + list.length - valid.size;
    const number = Math.max(0, ...[...numbers.keys()].filter((each) => !isLeftOut(verification, name, each)));
    if (newest >= number) continue;
    const message = `${numbers.get(number)?.by} names seal ${number} of ${name}; here the last is ${newest === 0 ? 'none' : newest}`;
    addProblem(verification, 'tail-missing', `seals/${name}/`, message);
  }
}

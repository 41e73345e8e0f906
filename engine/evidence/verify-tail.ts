import { shardName } from './layout.ts';
import type { ShardReport } from './report.ts';
import { addProblem, type Verification } from './verify-context.ts';
import type { LoadedSeal } from './verify-signatures.ts';

/** What was published must be there. */
export function checkHeads(verification: Verification, seals: readonly LoadedSeal[]): void {
  const present = new Set(seals.filter(({ trust }) => trust === 'valid').map(({ hash }) => hash));
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

/** Seals name the newest ones of other shards: a shard, or its end, cannot go without a trace. */
export function checkOthers(
  verification: Verification,
  seals: ReadonlyMap<string, readonly LoadedSeal[]>,
): void {
  const named = new Map<string, { number: number; seal: string; by: string }>();
  const present = new Map(
    [...seals].map(([name, list]) => [name, new Map(list.map((file) => [file.seal?.number ?? 0, file]))]),
  );
  for (const { trust, seal, found } of [...seals.values()].flat()) {
    if (trust !== 'valid' || !seal) continue;
    for (const other of seal.others) {
      const name = shardName(other);
      const isFork = present.get(name)?.get(other.number);
      if (isFork?.trust === 'valid' && isFork.hash !== other.seal) {
        addProblem(
          verification,
          'chain-broken',
          found,
          `it names another seal ${other.number} of ${name} than is here`,
        );
      }
      if (other.number > (named.get(name)?.number ?? 0)) named.set(name, { ...other, by: found });
    }
  }
  for (const [name, { number, by }] of named) {
    const newest = Math.max(0, ...(present.get(name)?.keys() ?? []));
    if (newest >= number) continue;
    const message = `${by} names seal ${number} of ${name}; here the last is ${newest === 0 ? 'none' : newest}`;
    addProblem(verification, 'tail-missing', `seals/${name}/`, message);
  }
}

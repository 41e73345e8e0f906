import { sha256 } from '../canonical.ts';
import { newConfigurationSeen } from './configuration.ts';
import { indexBytes } from './index-file.ts';
import { type ArchiveSource, type Inventory, isArchive, takeInventory } from './inventory.ts';
import { INDEX_KEY, shardName } from './layout.ts';
import { objectOf } from './lookup.ts';
import { type Problem, type ShardReport, statusOf, type VerifyReport } from './report.ts';
import type { Seal } from './seal.ts';
import { parseObject } from './segment.ts';
import { type PublicKey, readPublicKeys } from './signature.ts';
import { type ChainState, verifyChain } from './verify-chain.ts';
import { verifyConfiguration } from './verify-configuration.ts';
import { addProblem, readFile, type Verification } from './verify-context.ts';
import { checkPart, readPart } from './verify-export.ts';
import { checkKeys, firstKey, type HeldKeys, readHeldKeys } from './verify-keys.ts';
import { verifyForeign, verifyLeftovers } from './verify-leftovers.ts';
import { checkLookupsLeft } from './verify-lookups.ts';
import { noteSenders } from './verify-senders.ts';
import { type LoadedSeal, loadSeals } from './verify-signatures.ts';
import { checkFrom, checkHeads, checkOthers, checkUntil, namedByOthers } from './verify-tail.ts';

export interface VerifyOptions {
  /** The keys to trust, from outside the archive: each that seals were signed by over time. */
  readonly publicKeyPem: string | readonly string[];
  /** Hashes of seals that were published; each must be there. */
  readonly head?: string | readonly string[];
  /** ISO 8601: every shard must be proven from here on. */
  readonly from?: string;
  /** ISO 8601: every shard must be proven up to here. */
  readonly until?: string;
  readonly expectedAccount?: string | readonly string[];
  /** Seals later than this come from a wrong clock. */
  readonly now?: Date;
}

/**
 * Checks every byte of every file of an archive against the seals and the key you bring; no AWS, no trust in
 * whoever wrote it. One segment in memory at a time. Never throws for what it reads: whatever is wrong is in the report.
 */
export async function verifyArchive(source: ArchiveSource, options: VerifyOptions): Promise<VerifyReport> {
  const trusted = readPublicKeys(options.publicKeyPem);
  if (!trusted)
    return unusable('unusable-key', '', 'the public key you brought is no P-256 public key in PEM');
  const inventory = await takeInventory(source);
  if (!isArchive(inventory)) {
    const message = `none of its ${inventory.keys.size} files has a name of an evidence archive (seals/…, evidence/…, index.json)`;
    return unusable('not-an-archive', '', message, trusted);
  }
  const beginning = begin(source, { options, inventory, trusted });
  const held = await readHeldKeys(beginning);
  const begun = { ...beginning, strange: strangeKeys(held, trusted), part: await readPart(beginning) };
  for (const { key, message } of source.covers?.() ?? []) addProblem(begun, 'covered', key, message);
  const seals = new Map<string, LoadedSeal[]>();
  for (const files of inventory.shards) seals.set(shardName(files), await loadSeals(begun, files));
  const all = [...seals.values()].flat();
  const verification: Verification = { ...begun, named: namedByOthers(all) };
  checkKeys(verification, held, seals.values());
  await checkIndex(verification, firstKey(all, held), held);
  const chains: ChainState[] = [];
  if (isAllStrange(all)) nameStrangeKey(verification, all);
  else {
    for (const files of inventory.shards)
      chains.push(await verifyShard(verification, files, seals.get(shardName(files)) ?? []));
    for (const chain of chains) await verifyLeftovers(verification, chain);
    checkOthers(verification, seals);
    checkPart(verification, seals);
    await verifyConfiguration(verification);
    noteSenders(verification);
  }
  await verifyForeign(verification);
  checkHeads(verification, all);
  const shards = chains.map(shardReport);
  checkFrom(verification, shards, options.from);
  checkUntil(verification, shards, options.until);
  return reportOf(verification, shards, all);
}

const listed = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

interface Beginning {
  readonly options: VerifyOptions;
  readonly inventory: Inventory;
  readonly trusted: readonly PublicKey[];
}

function begin(source: ArchiveSource, { options, inventory, trusted }: Beginning): Verification {
  return {
    source,
    inventory,
    trusted,
    strange: [],
    heads: listed(options.head).map((head) => head.toLowerCase()),
    accounts: listed(options.expectedAccount),
    now: options.now?.getTime(),
    configuration: newConfigurationSeen(),
    senders: new Map(),
    named: new Map(),
    part: undefined,
    problems: [],
    notes: [],
    missing: new Map(),
  };
}

/** Keys that nobody brought. */
const strangeKeys = ({ first, later }: HeldKeys, trusted: readonly PublicKey[]): PublicKey[] =>
  [...(first ? [first] : []), ...later].filter(
    ({ fingerprint }) => !trusted.some((key) => key.fingerprint === fingerprint),
  );

async function checkIndex(
  verification: Verification,
  key: Seal['key'] | undefined,
  held: HeldKeys,
): Promise<void> {
  const index = await readFile(verification, INDEX_KEY);
  const expected = key ? indexBytes(key) : index && ownIndex(index, held);
  if (!index && verification.inventory.keys.has(INDEX_KEY)) return;
  if (!index && expected) verification.missing.set(sha256(expected), INDEX_KEY);
  if (!index) addProblem(verification, 'index-differs', INDEX_KEY, 'it is missing');
  else if (expected && !Buffer.from(index).equals(Buffer.from(expected))) {
    addProblem(verification, 'index-differs', INDEX_KEY, 'it is not what the seals say it was');
  }
}

/** Where no seal here is of the first key, the index can only be of that key, whatever it is called. */
function ownIndex(index: Uint8Array, { first }: HeldKeys): Uint8Array | undefined {
  const { id } = objectOf(parseObject(Buffer.from(index).toString())?.['key']) ?? {};
  if (!first) return undefined;
  return indexBytes({ id: String(id), algorithm: 'ECDSA_SHA_256', fingerprint: first.fingerprint });
}

const isAllStrange = (seals: readonly LoadedSeal[]): boolean =>
  seals.length > 0 && seals.every(({ trust }) => trust === 'wrong-key');

function nameStrangeKey(verification: Verification, seals: readonly LoadedSeal[]): void {
  const names = [...new Set(seals.map(({ seal }) => seal?.key.fingerprint ?? 'none'))].join(', ');
  const message = `none of the ${seals.length} seals is signed by the key you brought, ${verification.trusted.map(({ fingerprint }) => fingerprint).join(', ')}; they name ${names}`;
  addProblem(verification, 'wrong-key', '', message);
}

async function verifyShard(
  verification: Verification,
  files: Inventory['shards'][number],
  seals: LoadedSeal[],
): Promise<ChainState> {
  const chain = await verifyChain(verification, files, seals);
  checkLookupsLeft(verification, chain, seals);
  if (seals.length > 0) return chain;
  const name = shardName(files);
  addProblem(
    verification,
    'seal-missing',
    `seals/${name}/`,
    `no seal covers ${name}: nothing of it is proven`,
  );
  return chain;
}

function shardReport({ files, counts, provenFrom, provenUntil, last }: ChainState): ShardReport {
  return {
    account: files.account,
    region: files.region,
    ...counts,
    provenUntil,
    ...(provenFrom !== undefined && { provenFrom }),
    head: last?.hash ?? null,
  };
}

function unusable(
  kind: Problem['kind'],
  key: string,
  message: string,
  trusted: readonly PublicKey[] = [],
): VerifyReport {
  const counts = { files: 0, seals: 0, segments: 0, records: 0 };
  const nothing = { notes: [], shards: [], counts, provenUntil: null, head: null };
  return {
    status: 'unusable',
    problems: [{ kind, key, message }],
    ...nothing,
    fingerprint: trusted[0]?.fingerprint ?? null,
  };
}

function reportOf(
  verification: Verification,
  shards: readonly ShardReport[],
  seals: readonly LoadedSeal[],
): VerifyReport {
  const { problems, notes, inventory, trusted } = verification;
  const sum = (name: 'seals' | 'segments' | 'records') =>
    shards.reduce((total, shard) => total + shard[name], 0);
  const counts = {
    files: inventory.keys.size,
    seals: sum('seals'),
    segments: sum('segments'),
    records: sum('records'),
  };
  const times = shards.map(({ provenUntil }) => provenUntil).sort();
  const provenUntil = times.includes(null) ? null : (times[0] ?? null);
  const provenFrom = shards
    .flatMap((shard) => shard.provenFrom ?? [])
    .sort()
    .at(-1);
  const valid = seals.filter(({ trust }) => trust === 'valid');
  const newest = valid.sort((a, b) => ((a.seal?.to ?? '') < (b.seal?.to ?? '') ? -1 : 1)).at(-1);
  return {
    status: statusOf(problems, counts.seals),
    problems,
    notes,
    shards,
    counts,
    provenUntil,
    ...(provenFrom !== undefined && { provenFrom }),
    head: newest?.hash ?? null,
    fingerprint: trusted[0]?.fingerprint ?? null,
  };
}

import type { ShardFiles } from './inventory.ts';
import { shardName, signatureKey } from './layout.ts';
import type { Problem } from './report.ts';
import { isCanonical, SEAL_SCHEMA, type Seal } from './seal.ts';
import { addProblem, SKEW, type Verification } from './verify-context.ts';
import { isLeftOut } from './verify-export.ts';
import { verifySealed } from './verify-segments.ts';
import type { LoadedSeal } from './verify-signatures.ts';

/** Where the walk along a shard's seals stands. */
export interface ChainState {
  readonly files: ShardFiles;
  /** The last seal with a valid signature. */
  last: LoadedSeal | undefined;
  seal: Seal | undefined;
  /** Seals since then whose signature is not valid. */
  broken: number;
  /** The next segment and record to come, if what was before is known. */
  nextSegment: number;
  nextRecord: number;
  previousSegment: string | null | undefined;
  isUnbroken: boolean;
  provenUntil: string | null;
  /** Where the first seal with a valid signature begins. */
  provenFrom: string | undefined;
  counts: { seals: number; segments: number; records: number };
  /** Segments that a seal names and verification has dealt with. */
  readonly used: Set<string>;
  /** Numbers that broken or missing seals leave without proof: [from, to). */
  readonly unproven: [number, number][];
  /** Where the lookups of proven seals should be and are not. */
  readonly withoutLookup: string[];
}

const newChain = (files: ShardFiles): ChainState => ({
  files,
  last: undefined,
  seal: undefined,
  broken: 0,
  nextSegment: 1,
  nextRecord: 1,
  previousSegment: null,
  isUnbroken: true,
  provenUntil: null,
  provenFrom: undefined,
  counts: { seals: 0, segments: 0, records: 0 },
  used: new Set(),
  unproven: [],
  withoutLookup: [],
});

/** Walks one shard's seals in order, each with its segments, and names whatever does not follow from the one before. */
export async function verifyChain(
  verification: Verification,
  files: ShardFiles,
  seals: readonly LoadedSeal[],
): Promise<ChainState> {
  const chain = newChain(files);
  for (const [index, loaded] of seals.entries()) {
    const before = verification.problems.length;
    const { seal } = loaded;
    if (loaded.trust !== 'valid' || !seal || seal.schema !== SEAL_SCHEMA) {
      nameBroken(verification, {
        chain,
        loaded,
        next: seals.slice(index + 1).find(({ trust }) => trust === 'valid'),
      });
      chain.broken += 1;
    } else {
      checkLink(verification, { chain, loaded, seal });
      await verifySealed(verification, chain, seal);
      advance(chain, loaded, seal);
    }
    if (verification.problems.length > before) chain.isUnbroken = false;
    else if (chain.isUnbroken && seal) chain.provenUntil = seal.to;
  }
  return chain;
}

function advance(chain: ChainState, loaded: LoadedSeal, seal: Seal): void {
  chain.last = loaded;
  chain.provenFrom ??= seal.from;
  chain.seal = seal;
  chain.broken = 0;
  chain.nextSegment = seal.segments.first + seal.segments.count;
  chain.nextRecord = seal.records.first + seal.records.count;
  chain.counts.seals += 1;
}

interface Broken {
  readonly chain: ChainState;
  readonly loaded: LoadedSeal;
  readonly next: LoadedSeal | undefined;
}

function nameBroken(verification: Verification, broken: Broken): void {
  const { kind, key, message } = brokenSeal(verification, broken);
  addProblem(verification, kind, key, message);
}

function brokenSeal(verification: Verification, broken: Broken): Problem {
  const { key, found, trust, seal } = broken.loaded;
  const signature = signatureKey(key);
  if (trust === 'valid') {
    const message = `it has the version ${seal?.schema ?? 'of no seal known'}; this version reads ${SEAL_SCHEMA}: update before verifying`;
    return { kind: 'record-newer-version', key: found, message };
  }
  if (trust === 'wrong-key') {
    const message = `it is signed by another key (it names ${short(seal?.key.fingerprint)}) than the one you brought (${verification.trusted.map(({ fingerprint }) => short(fingerprint)).join(', ')})`;
    return { kind: 'wrong-key', key: found, message };
  }
  const isChanged = hasChanged(verification, broken);
  if (isChanged)
    return { kind: 'seal-changed', key: found, message: 'the seal was changed after it was signed' };
  if (trust === 'missing') {
    const message = `the seal ${found} has no signature, so it proves nothing`;
    return { kind: 'signature-missing', key: signature, message };
  }
  const intact = 'the seal itself is intact, its signature was changed or replaced';
  const either = `it does not fit ${found}: one of the two was changed, or signed by another key`;
  return { kind: 'signature-invalid', key: signature, message: isChanged === false ? intact : either };
}

const short = (fingerprint: unknown): string =>
  typeof fingerprint === 'string' ? `${fingerprint.slice(0, 12)}…` : 'none';

/** Was it the seal that changed, and not its signature? Told by the next seal, or what was published; else by whether it follows. */
function hasChanged({ heads, named }: Verification, { chain, loaded, next }: Broken): boolean | undefined {
  if (heads.includes(loaded.hash) || next?.seal?.previous === loaded.hash) return false;
  const { seal } = loaded;
  if (!seal || !isCanonical(loaded.bytes)) return true;
  const elsewhere = named.get(shardName(chain.files));
  if ([...(elsewhere?.values() ?? [])].some(({ hash }) => hash === loaded.hash)) return false;
  if (elsewhere?.has((chain.seal?.number ?? 0) + 1 + chain.broken)) return true;
  if (next?.seal && next.seal.number === seal.number + 1) return true;
  if (chain.broken > 0) return undefined;
  const follows =
    seal.number === (chain.seal?.number ?? 0) + 1 &&
    seal.previous === (chain.last?.hash ?? null) &&
    seal.from === (chain.seal?.to ?? seal.from) &&
    seal.segments.first === chain.nextSegment &&
    seal.records.first === chain.nextRecord;
  return follows ? undefined : true;
}

interface Link {
  readonly chain: ChainState;
  readonly loaded: LoadedSeal;
  readonly seal: Seal;
}

function checkLink(verification: Verification, link: Link): void {
  const { chain, loaded, seal } = link;
  const key = loaded.found;
  const missing = seal.number - (chain.seal?.number ?? 0) - 1 - chain.broken;
  const isBeginning = !chain.seal && chain.broken === 0;
  const isPart = isBeginning && missing > 0 && isLeftOut(verification, shardName(seal), seal.number - 1);
  if (isPart) chain.previousSegment = undefined;
  else if (missing > 0 || chain.broken > 0) {
    chain.unproven.push([chain.nextSegment, seal.segments.first]);
    chain.previousSegment = undefined;
  }
  if (missing > 0 && isBeginning) {
    // What an export leaves out is told once for all of it.
    if (!isPart)
      addProblem(
        verification,
        'beginning-missing',
        key,
        `the archive of ${shardName(seal)} begins with seal ${seal.number}; the ${missing} before ${seal.from} are missing`,
      );
  } else if (missing > 0) {
    addProblem(
      verification,
      'gap-in-time',
      key,
      `no seal covers ${shardName(seal)} from ${chain.seal?.to ?? 'its beginning'} to ${seal.from}; seals missing: ${missing}`,
    );
  } else if (missing < 0) {
    addProblem(verification, 'chain-broken', key, `seal number ${seal.number} comes twice, or out of order`);
  } else if (chain.broken === 0) checkAdjacent(verification, link);
  checkTimes(verification, link);
  if (verification.accounts.length > 0 && !verification.accounts.includes(seal.account)) {
    addProblem(
      verification,
      'foreign-account',
      key,
      `it is of account ${seal.account}; expected ${verification.accounts.join(', ')}`,
    );
  }
}

function checkAdjacent(verification: Verification, { chain, loaded, seal }: Link): void {
  const key = loaded.found;
  if (seal.previous !== (chain.last?.hash ?? null)) {
    addProblem(
      verification,
      'chain-broken',
      key,
      `it does not follow the seal before it: it names ${seal.previous ?? 'none'}`,
    );
  }
  if (chain.seal && seal.from !== chain.seal.to) {
    addProblem(
      verification,
      'gap-in-time',
      key,
      `it begins at ${seal.from}, the seal before it ends at ${chain.seal.to}`,
    );
  }
  if (seal.segments.first !== chain.nextSegment || seal.records.first !== chain.nextRecord) {
    addProblem(
      verification,
      'sequence-gap',
      key,
      `it begins with segment ${seal.segments.first} and record ${seal.records.first}; expected ${chain.nextSegment} and ${chain.nextRecord}`,
    );
  }
  if (!isCanonical(loaded.bytes)) {
    addProblem(verification, 'seal-changed', key, 'it is signed but not canonical JSON');
  }
}

function checkTimes(verification: Verification, { loaded, seal }: Link): void {
  const [to, created] = [Date.parse(seal.to), Date.parse(seal.created)] as const;
  if (to <= Date.parse(seal.from))
    addProblem(
      verification,
      'clock-skew',
      loaded.found,
      `it ends at ${seal.to}, not after it begins at ${seal.from}`,
    );
  if (created + SKEW < to)
    addProblem(
      verification,
      'clock-skew',
      loaded.found,
      `it was made at ${seal.created}, before what it covers ends at ${seal.to}`,
    );
  const { now = Number.POSITIVE_INFINITY } = verification;
  if (created > now + SKEW) {
    addProblem(
      verification,
      'clock-skew',
      loaded.found,
      `it was made at ${seal.created}, which is still to come`,
    );
  }
}

/** Is the number among those that a broken or missing seal would have covered? */
export const isUnproven = (chain: ChainState, number: number): boolean =>
  chain.unproven.some(([from, to]) => number >= from && number < to);

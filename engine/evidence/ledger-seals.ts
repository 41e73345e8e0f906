import { iso, nextFullSecond, sealDue } from './hours.ts';
import { fixedFiles } from './index-file.ts';
import { laterPublicKeyKey, lookupKey, PUBLIC_KEY_KEY, shardName, signatureKey } from './layout.ts';
import { notOurs, type Open, placed, type Run, save } from './ledger-run.ts';
import { lookupBytes } from './lookup-file.ts';
import { type OtherSeal, parseSeal } from './seal.ts';
import { afterSeal, headOf, KeyTakenError, planSeal, type SignedSeal } from './shard.ts';
import { keyOfSigner, type Signer } from './signature.ts';

/** So many segments a seal: cheap to sign, quick to prove, and a state that stays small. */
const SEGMENTS_A_SEAL = 16;
/** More only where seals, named by the second, cannot follow; the table takes 400 kB an item. */
const MOST_SEGMENTS_A_SEAL = 128;
const HEADS_MS = 60_000;

/** Seals the hours that have ended. */
export async function sealHours(run: Run): Promise<void> {
  const { clock } = run.ledger.tools;
  for (;;) {
    const to = sealDue(run.entry.state.sealedTo, clock());
    if (to === undefined) return;
    await sealUntil(run, to);
  }
}

/** Seals before the hour's end where many segments wait for it. */
export async function sealIfMany(run: Run): Promise<void> {
  const { unsealed, sealedTo } = run.entry.state;
  if (unsealed.length < SEGMENTS_A_SEAL) return;
  const to = nextFullSecond(run.ledger.tools.clock());
  const next = Date.parse(sealedTo) + 1000;
  if (to >= next || unsealed.length >= MOST_SEGMENTS_A_SEAL) await sealUntil(run, Math.max(to, next));
}

async function sealUntil(run: Run, to: number): Promise<void> {
  const { tools } = run.ledger;
  const signer = await tools.signer();
  await begin(run.ledger, signer);
  const seal = await planSeal({ signer, packDigest: () => tools.packDigest }, run.entry.state, {
    to: iso(to),
    created: iso(Math.max(to, tools.clock().getTime())),
    others: await othersOf(run),
    newestDigest: (await tools.newestDigest?.(run.entry.state)) ?? null,
  });
  await save(run, { seal });
  await finishSeal(run);
}

/** Stores a seal that was written down. */
export async function finishSeal(run: Run): Promise<void> {
  const { seal, state } = run.entry;
  if (seal === null) return;
  await putOnce(run.ledger, seal.key, seal.bytes);
  await putOnce(run.ledger, signatureKey(seal.key), seal.signature);
  await putLookup(run, seal);
  await save(run, { state: afterSeal(state, seal.bytes), seal: null });
  run.count.seals += 1;
  for (const head of headOf(run.entry.state)) run.ledger.heads?.seals.set(run.name, head);
}

/** Derived from what is sealed, and to be had from there again: that it fails, or is there already, holds up nothing. */
async function putLookup({ ledger, entry, count }: Run, { key, bytes }: SignedSeal): Promise<void> {
  const { store } = ledger.tools;
  const { unsealed } = entry.state;
  const seal = parseSeal(bytes);
  if (!seal || unsealed.length === 0) return;
  try {
    const lookup = await lookupBytes(seal, unsealed, async (each) => (await store.read(each.key))?.bytes);
    if (lookup) await store.put(lookupKey(key), lookup);
    else count.withoutLookup += 1;
  } catch (error) {
    if (!(error instanceof KeyTakenError)) count.withoutLookup += 1;
  }
}

/** Stores it, unless it is there. @throws Error if something else is */
export async function putOnce(ledger: Open, key: string, bytes: Uint8Array): Promise<void> {
  const found = await placed(ledger, key, bytes);
  if (found && !Buffer.from(found.bytes).equals(bytes)) throw notOurs(key);
}

/** The newest seals of other shards; a minute old at most, or made here. */
async function othersOf({ ledger, name }: Run): Promise<readonly OtherSeal[]> {
  const now = ledger.tools.clock().getTime();
  if (!ledger.heads || now - ledger.heads.at > HEADS_MS) {
    const heads = await ledger.tools.table.heads();
    ledger.heads = { at: now, seals: new Map(heads.map((head) => [shardName(head), head])) };
  }
  // In one order for all, so that each seal names the next few.
  const { seals } = ledger.heads;
  const names = [...seals.keys()].sort().filter((other) => other !== name);
  return names.flatMap((other) => seals.get(other) ?? []);
}

/** The files that an archive holds once, and a later key of its own beside the first. Each instance looks once. */
async function begin(ledger: Open, signer: Signer): Promise<void> {
  if (ledger.hasBegun) return;
  for (const [key, bytes] of fixedFiles(signer)) {
    const found = (await ledger.tools.store.read(key)) ?? (await placed(ledger, key, bytes));
    if (key !== PUBLIC_KEY_KEY || !found || Buffer.from(found.bytes).equals(bytes)) continue;
    const later = laterPublicKeyKey(keyOfSigner(signer).fingerprint);
    const held = (await ledger.tools.store.read(later)) ?? (await placed(ledger, later, bytes));
    if (held && !Buffer.from(held.bytes).equals(bytes)) throw notOurs(later);
  }
  ledger.hasBegun = true;
}

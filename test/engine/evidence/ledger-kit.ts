import { expect } from 'vitest';
import type { ArchiveSource } from '../../../engine/evidence/inventory.ts';
import { type Shard, shardName } from '../../../engine/evidence/layout.ts';
import { createLedger, type Ledger, type LedgerMessage } from '../../../engine/evidence/ledger.ts';
import type { LedgerEntry, LedgerTable } from '../../../engine/evidence/ledger-entry.ts';
import type { LedgerStore, LedgerTools } from '../../../engine/evidence/ledger-run.ts';
import { parseSeal } from '../../../engine/evidence/seal.ts';
import { openSegment, recordLines } from '../../../engine/evidence/segment.ts';
import { headOf, KeyTakenError } from '../../../engine/evidence/shard.ts';
import type { Signer } from '../../../engine/evidence/signature.ts';
import { verifyArchive } from '../../../engine/evidence/verify.ts';
import { away, type Files, home, recordAt, sourceOf, testSigner } from './archive.ts';

const signer = testSigner();
export const BEGIN = Date.parse('2026-03-01T20:00:30.000Z');
export const MINUTE = 60_000;

/** What a run's calls go through: may throw before they take effect, or lose their answer after it. */
export type Weather = (call: { readonly name: string; readonly moment: 'before' | 'after' }) => unknown;

/** A ledger's surroundings in memory: a table, an archive, a clock. */
export class Surroundings {
  readonly files: Files = new Map();
  readonly entries = new Map<string, LedgerEntry>();
  now = BEGIN;
  weather: Weather = () => undefined;
  puts = 0;
  signer = signer;

  /** As a new instance opens it: it remembers nothing. */
  open(more: Partial<LedgerTools> = {}): Ledger {
    return createLedger({
      table: this.table,
      store: this.store,
      signer: () => this.call('signer', async () => this.signer),
      packDigest: 'a'.repeat(64),
      clock: () => new Date(this.now),
      ...more,
    });
  }

  readonly table: LedgerTable = {
    load: (name) => this.call('load', async () => structuredClone(this.entries.get(name) ?? null)),
    save: (entry) => this.call('save', async () => this.save(structuredClone(entry))),
    heads: () =>
      this.call('heads', async () => [...this.entries.values()].flatMap(({ state }) => headOf(state))),
  };

  readonly store: LedgerStore = {
    put: (key, bytes) => this.call(`put ${key}`, async () => this.put(key, bytes)),
    read: (key) =>
      this.call(`read ${key}`, async () => {
        const bytes = this.files.get(key);
        return bytes && { bytes, versionId: `version of ${key.slice(-30)}` };
      }),
    sourceOf: (shard) => this.sourceOf(shard),
  };

  async verify(...signers: readonly Signer[]) {
    const keys = signers.length > 0 ? signers : [this.signer];
    const publicKeyPem = keys.map((each) => each.publicKeyPem);
    return verifyArchive(sourceOf(this.files), { publicKeyPem });
  }

  private sourceOf(shard: Shard): ArchiveSource {
    const { list, read } = sourceOf(this.files);
    const keys = () =>
      [...(list() as Iterable<string>)].filter((key) => key.includes(`/${shardName(shard)}/`));
    return { list: keys, read: (key) => this.call(`source ${key}`, () => read(key)) };
  }

  private save(entry: LedgerEntry): boolean {
    const name = shardName(entry.state);
    if ((this.entries.get(name)?.generation ?? 0) !== entry.generation - 1) return false;
    this.entries.set(name, entry);
    return true;
  }

  private put(key: string, bytes: Uint8Array) {
    this.puts += 1;
    if (this.files.has(key)) throw new KeyTakenError(`${key} is there already`);
    this.files.set(key, new Uint8Array(bytes));
    return { versionId: `version of ${key.slice(-30)}` };
  }

  private async call<T>(name: string, work: () => Promise<T>): Promise<T> {
    await this.weather({ name, moment: 'before' });
    const result = await work();
    await this.weather({ name, moment: 'after' });
    return result;
  }
}

/** A FIFO queue with one group: a batch comes again until all of it is acknowledged. */
export class Queue {
  readonly waiting: LedgerMessage[] = [];
  readonly sent: number[] = [];

  send(time: number, ...sizes: number[]): void {
    for (const size of sizes) {
      const first = this.sent.length;
      const records = Array.from({ length: size }, (_, index) => recordAt(new Date(time), first + index));
      for (let index = 0; index < size; index += 1) this.sent.push(first + index);
      this.waiting.push({ id: `message-${first}-${this.waiting.length}`, records });
    }
  }

  /** Delivers up to so many; true if there was anything. */
  async deliver(to: Ledger, most = 10): Promise<boolean> {
    const batch = this.waiting.slice(0, most);
    if (batch.length === 0) return false;
    await to.append(home, batch);
    this.waiting.splice(0, batch.length);
    return true;
  }
}

/** The `index` of each record in the archive, in its order. */
export function archived({ files }: Surroundings): number[] {
  const keys = [...files.keys()].filter((key) => key.startsWith('evidence/')).sort();
  return keys.flatMap((key) => {
    const { content } = openSegment(files.get(key) ?? new Uint8Array());
    return content ? [...recordLines(content)].map((line) => JSON.parse(line.toString()).detail.index) : [];
  });
}

export const entryOf = ({ entries }: Surroundings, shard: Shard = home) => entries.get(shardName(shard));

export const sealsOf = ({ files }: Surroundings, shard: Shard = home) =>
  [...files.keys()]
    .filter((key) => key.startsWith(`seals/${shardName(shard)}/`) && key.endsWith('.json'))
    .sort()
    .flatMap((key) => parseSeal(files.get(key) ?? new Uint8Array()) ?? []);

/** All that was sent is there once, in one chain that verifies. */
export async function finish(around: Surroundings, queue: Queue) {
  around.weather = () => undefined;
  while (await queue.deliver(around.open()));
  around.now += 60 * MINUTE;
  await around.open().seal(home);
  await around.open().seal(away);
  expect(archived(around)).toEqual(queue.sent);
  const report = await around.verify();
  expect({ status: report.status, problems: report.problems }).toEqual({ status: 'proven', problems: [] });
}

import { describe, expect, it } from 'vitest';
import { laterPublicKeyKey } from '../../../engine/evidence/layout.ts';
import { parseSeal, sealBytes } from '../../../engine/evidence/seal.ts';
import { readPublicKey } from '../../../engine/evidence/signature.ts';
import { home, testSigner } from './archive.ts';
import { BEGIN, entryOf, finish, MINUTE, Queue, Surroundings } from './ledger-kit.ts';

const HOUR = 60 * MINUTE;

describe('a ledger whose table was lost', () => {
  async function written() {
    const around = new Surroundings();
    const queue = new Queue();
    queue.send(BEGIN, 2, 1);
    await queue.deliver(around.open(), 1);
    around.now += HOUR;
    await queue.deliver(around.open());
    return { around, queue };
  }

  it('goes on from the archive, sealed segments and unsealed ones', async () => {
    const { around, queue } = await written();
    const before = entryOf(around)?.state;
    around.entries.clear();
    queue.send(around.now, 1);
    await queue.deliver(around.open());
    const { unsealed: _, ...known } = before ?? {};
    expect(before).toMatchObject({ ...known, nextSeal: 2, nextSegment: 3 });
    expect(entryOf(around)?.state).toMatchObject({ nextSeal: 2, nextSegment: 4, nextSequence: 5 });
    await finish(around, queue);
  });

  it('goes on from the archive where nothing was sealed yet', async () => {
    const around = new Surroundings();
    const queue = new Queue();
    queue.send(BEGIN, 2);
    await queue.deliver(around.open());
    around.entries.clear();
    queue.send(BEGIN, 1);
    await queue.deliver(around.open());
    await finish(around, queue);
  });

  it('signs the seal that its last run stored and did not sign', async () => {
    const { around, queue } = await written();
    around.now += HOUR;
    around.weather = ({ name, moment }) => {
      if (name.startsWith('put seals/') && name.endsWith('.sig') && moment === 'before')
        throw new Error('crash');
    };
    await expect(around.open().seal(home)).rejects.toThrow('crash');
    around.entries.clear();
    around.weather = () => undefined;
    await around.open().seal(home);
    await finish(around, queue);
  });

  it('signs no seal that says anything else than it would have said', async () => {
    const { around } = await written();
    around.now += HOUR;
    around.weather = ({ name, moment }) => {
      if (name.endsWith('.sig') && moment === 'before') throw new Error('crash');
    };
    await expect(around.open().seal(home)).rejects.toThrow('crash');
    around.weather = () => undefined;
    around.entries.clear();
    const key =
      [...around.files.keys()]
        .filter((name) => name.startsWith('seals/'))
        .sort()
        .at(-1) ?? '';
    const seal = parseSeal(around.files.get(key) ?? new Uint8Array());
    if (!seal) throw new Error('the seal was expected to be there');
    around.files.set(key, sealBytes({ ...seal, number: seal.number + 1 }));
    await expect(around.open().seal(home)).rejects.toThrow(`${key} is later than the last seal`);
    expect(around.entries.size).toBe(0);
  });

  it('begins no other chain beside the one that is there while the key of its signer cannot be read', async () => {
    const { around, queue } = await written();
    around.entries.clear();
    const [{ publicKeyPem }, stored] = [around.signer, around.files.size];
    around.signer = { ...around.signer, publicKeyPem: 'none' };
    queue.send(around.now, 1);
    await expect(queue.deliver(around.open())).rejects.toThrow(/is no P-256 key in PEM/);
    expect([around.entries.size, around.files.size]).toEqual([0, stored]);
    around.signer = { ...around.signer, publicKeyPem };
    await queue.deliver(around.open());
    await finish(around, queue);
  });

  it('stops where the archive does not tell, and stores nothing', async () => {
    const { around } = await written();
    around.files.delete([...around.files.keys()].find((key) => key.includes('000001.nd')) ?? '');
    around.entries.clear();
    await expect(around.open().seal(home)).rejects.toThrow('segment 1 is missing');
    expect(around.entries.size).toBe(0);
  });
});

describe('a ledger whose sealing key was replaced', () => {
  /** An hour under each of two keys. */
  async function replaced() {
    const around = new Surroundings();
    const [first, second] = [around.signer, testSigner()];
    const queue = new Queue();
    for (const signer of [first, second]) {
      around.signer = signer;
      queue.send(around.now, 3);
      await queue.deliver(around.open());
      around.now += HOUR;
      await around.open().seal(home);
    }
    return { around, queue, first, second };
  }

  it('goes on with the chain under the new one, which lies beside the first', async () => {
    const { around, first, second } = await replaced();
    const { fingerprint = '' } = readPublicKey(second.publicKeyPem) ?? {};
    expect(around.files.has(laterPublicKeyKey(fingerprint))).toBe(true);
    expect(await around.verify(first, second)).toMatchObject({ status: 'proven', counts: { records: 6 } });
    expect(await around.verify(first)).toMatchObject({ status: 'failed' });
  });

  it('and whose table was lost then goes on from seals of either key', async () => {
    const { around, queue, first, second } = await replaced();
    const third = testSigner();
    for (const signer of [second, third, first]) {
      around.signer = signer;
      around.entries.clear();
      queue.send(around.now, 2);
      await queue.deliver(around.open());
      around.now += HOUR;
      await around.open().seal(home);
    }
    const report = await around.verify(first, second, third);
    expect(report).toMatchObject({ status: 'proven', problems: [], counts: { records: 12 } });
    expect(report.notes.filter(({ kind }) => kind === 'key-changed')).toHaveLength(3);
  });

  it('and whose table was lost does not go on from a seal of a key that the archive does not hold', async () => {
    const { around, second } = await replaced();
    around.entries.clear();
    around.signer = testSigner();
    around.files.delete(laterPublicKeyKey(readPublicKey(second.publicKeyPem)?.fingerprint ?? ''));
    await expect(around.open().seal(home)).rejects.toThrow(/later than the last seal with a valid signature/);
  });
});

import { Worker } from 'node:worker_threads';
import { PACK_SCHEMA, type PackVerdict } from '../../engine/evidence/pack.ts';
import type { OpenPack } from '../../engine/evidence/replay.ts';

/** A pack in a thread of its own. */
export interface RunningPack extends OpenPack {
  close(): Promise<void>;
}

/** Questions come in lists, and so do the answers. */
const ASKING = `
import { parentPort, workerData } from 'node:worker_threads';
const pack = await import(workerData);
const judges = new Map();
parentPort.postMessage({ schema: pack.schema, packDigest: pack.packDigest });
const answered = ({ id, settings, question }) => {
  try {
    const judge = judges.get(settings.digest) ?? pack.judgeWith(settings.value);
    judges.set(settings.digest, judge);
    return { id, verdicts: judge(question) };
  } catch (error) {
    return { id, error: String(error) };
  }
};
parentPort.on('message', (questions) => parentPort.postMessage(questions.map(answered)));
`;

const moduleUrl = (source: string | Uint8Array): string =>
  `data:text/javascript;base64,${Buffer.from(source).toString('base64')}`;

interface Answer {
  readonly id: number;
  readonly verdicts?: readonly PackVerdict[];
  readonly error?: string;
}

/**
 * Runs a pack's file: without the environment, and with bounded memory, but with the rights of this process, so that
 * whoever calls this must trust where it comes from. @throws Error if it is no pack, or one of a newer version
 */
export async function runPack(file: Uint8Array): Promise<RunningPack> {
  const worker = new Worker(new URL(moduleUrl(ASKING)), {
    workerData: moduleUrl(file),
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  const waiting = new Map<number, PromiseWithResolvers<readonly PackVerdict[]>>();
  const packDigest = await begun(worker);
  let asked = 0;
  // What is asked in one turn goes over together: a message costs more than a verdict.
  let questions: object[] = [];
  const send = () => {
    worker.postMessage(questions);
    questions = [];
  };
  worker.on('message', (answers: readonly Answer[]) => {
    for (const { id, verdicts, error } of answers) {
      const { resolve, reject } = waiting.get(id) ?? {};
      waiting.delete(id);
      if (verdicts) resolve?.(verdicts);
      else reject?.(new Error(`the pack ${packDigest} failed: ${error}`));
    }
  });
  const fail = (cause: unknown) => {
    for (const { reject } of waiting.values())
      reject(new Error(`the pack ${packDigest} ended: ${cause}`, { cause }));
    waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', (code) => fail(`its thread left with ${code}`));
  return {
    packDigest,
    judge(settings, question) {
      asked += 1;
      const answer = withResolvers();
      waiting.set(asked, answer);
      if (questions.length === 0) setImmediate(send);
      questions.push({ id: asked, settings, question });
      return answer.promise;
    },
    async close() {
      await worker.terminate();
    },
  };
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

// Promise.withResolvers is of Node 22.
function withResolvers(): PromiseWithResolvers<readonly PackVerdict[]> {
  const made: Partial<PromiseWithResolvers<readonly PackVerdict[]>> = {};
  const promise = new Promise<readonly PackVerdict[]>((resolve, reject) =>
    Object.assign(made, { resolve, reject }),
  );
  return Object.assign(made, { promise }) as PromiseWithResolvers<readonly PackVerdict[]>;
}

/** The digest of the rules in it, as it says itself. */
async function begun(worker: Worker): Promise<string> {
  try {
    const { schema, packDigest } = await new Promise<{ schema: unknown; packDigest: unknown }>(
      (resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.once('exit', (code) => reject(new Error(`it ended at once, with ${code}`)));
      },
    );
    if (schema !== PACK_SCHEMA)
      throw new Error(`it says that it is ${String(schema)}, expected ${PACK_SCHEMA}`);
    return String(packDigest);
  } catch (cause) {
    await worker.terminate();
    throw new Error(`it is no rule pack: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

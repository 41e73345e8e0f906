import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import { InitError, type Lambda, type LambdaOptions, startLambda } from './lambda.ts';

// The harness itself, with functions that show each of its answers.

const folders: string[] = [];
const running: Lambda[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((lambda) => lambda.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Bundles a handler's source as a deployment package would be, and gives the folder. */
async function bundled(source: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-lambda-'));
  folders.push(folder);
  writeFileSync(join(folder, 'source.ts'), source);
  await build({
    entryPoints: [join(folder, 'source.ts')],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
  });
  return folder;
}

async function started(source: string, options: Partial<LambdaOptions> = {}): Promise<Lambda> {
  const lambda = await startLambda({ bundle: await bundled(source), handler: 'index.handler', ...options });
  running.push(lambda);
  return lambda;
}

describe("a function under AWS's own runtime client", () => {
  it('answers, with the context and the environment of Lambda', async () => {
    const lambda = await started(
      `export const handler = async (event, context) => ({
        event, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis(),
        table: process.env.TABLE, home: process.env.HOME ?? null,
      });`,
      { env: { TABLE: 'posture' }, timeoutMs: 5_000 },
    );
    const { ms, ...outcome } = await lambda.invoke({ detail: { n: 1 } });
    expect(outcome).toEqual({
      result: {
        event: { detail: { n: 1 } },
        arn: 'arn:aws:lambda:eu-central-1:111122223333:function:assay-test',
        left: expect.toSatisfy((left: number) => left > 0 && left <= 5_000),
        table: 'posture',
        home: null,
      },
    });
    expect(ms).toBeLessThan(2_000);
    expect(lambda.initMs).toBeGreaterThan(10);
  });

  it('keeps its state from one event to the next, one at a time', async () => {
    const lambda = await started(
      `let count = 0; let busy = 0;
      export const handler = async () => {
        busy += 1; await new Promise((done) => setTimeout(done, 20)); busy -= 1;
        return { count: ++count, busy };
      };`,
    );
    const outcomes = await Promise.all([lambda.invoke({}), lambda.invoke({}), lambda.invoke({})]);
    expect(outcomes).toMatchObject([1, 2, 3].map((count) => ({ result: { count, busy: 0 } })));
  });

  it('reports what it threw, and goes on', async () => {
    const lambda = await started(
      `export const handler = async ({ fail }) => {
        console.log('asked');
        if (fail) throw new RangeError('too far');
        return 'fine';
      };`,
    );
    expect(await lambda.invoke({ fail: true })).toMatchObject({
      error: { errorType: 'RangeError', errorMessage: 'too far' },
    });
    expect(await lambda.invoke({ fail: false })).toMatchObject({ result: 'fine' });
    expect(lambda.logs().filter((line) => line.includes('asked'))).toHaveLength(2);
  });

  it('counts the work of its module as init, not as the first invocation', async () => {
    const lambda = await started(
      `await new Promise((done) => setTimeout(done, 700)); export const handler = async () => 1;`,
    );
    expect(lambda.initMs).toBeGreaterThan(700);
    expect((await lambda.invoke({})).ms).toBeLessThan(600);
  });

  it('that cannot be loaded does not start', async () => {
    const failure = await started(`throw new Error('TABLE is not set');`).catch((error) => error);
    expect(failure).toBeInstanceOf(InitError);
    expect(failure.message).toContain('TABLE is not set');
  });

  it('whose handler is not there does not start', async () => {
    const failure = await started(`export const handle = 1;`).catch((error) => error);
    expect(failure).toMatchObject({ error: { errorType: 'Runtime.HandlerNotFound' } });
  });

  it('that leaves says so', async () => {
    const lambda = await started(`export const handler = async () => process.exit(3);`);
    expect(await lambda.invoke({})).toMatchObject({
      error: { errorType: 'Runtime.ExitError', errorMessage: 'the runtime exited: exit status 3' },
    });
    await expect(lambda.invoke({})).rejects.toThrow('start another one');
  });

  it('that never ends is ended', async () => {
    const lambda = await started(
      `export const handler = () => new Promise(() => setInterval(() => {}, 100));`,
      {
        timeoutMs: 1_500,
      },
    );
    expect(await lambda.invoke({})).toMatchObject({ error: { errorType: 'Sandbox.Timedout' } });
  });
});

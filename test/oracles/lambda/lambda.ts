import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { runtimeClientEntry } from '../../../scripts/oracles/environment.ts';
import { type FunctionError, type Outcome, type RuntimeApi, serveRuntimeApi } from './runtime-api.ts';

/** How a function is deployed. */
export interface LambdaOptions {
  /** The folder that would be the deployment package. */
  readonly bundle: string;
  /** As Lambda takes it: `index.handler` is the export `handler` of `index.mjs`. */
  readonly handler: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Default `assay-test`. */
  readonly functionName?: string;
  /** Of an invocation and of the init phase; default 30 seconds. */
  readonly timeoutMs?: number;
  /** The one it tells; there is no limit. Default 512. */
  readonly memoryMb?: number;
}

/** One execution environment, past its init phase. */
export interface Lambda {
  /** From the start of the process to its first request for an event. */
  readonly initMs: number;
  /** One event; events wait for one another, as in Lambda. `ms` is from handing it out to the answer. */
  invoke(event: unknown): Promise<Outcome & { readonly ms: number }>;
  /** What the function has written so far, both streams, line by line. */
  logs(): readonly string[];
  stop(): Promise<void>;
}

/** The init phase failed: what a caller of the function would be told. */
export class InitError extends Error {
  override readonly name = 'InitError';
  readonly error: FunctionError;

  constructor(error: FunctionError, logs: readonly string[]) {
    super(`${error.errorType}: ${error.errorMessage}\n${logs.join('\n')}`);
    this.error = error;
  }
}

const REGION = 'eu-central-1';
const ACCOUNT = '111122223333';

/** Starts a bundled function under AWS's own runtime client, in an environment with Lambda's variables and no others. */
export async function startLambda(options: LambdaOptions): Promise<Lambda> {
  const { functionName = 'assay-test', timeoutMs = 30_000 } = options;
  const api = await serveRuntimeApi();
  const startedAt = performance.now();
  const runtime = startRuntime(options, api);
  const failure = await runtime.within(timeoutMs, api.initialized);
  const initMs = performance.now() - startedAt;
  if (failure !== undefined) {
    await runtime.stop();
    throw new InitError(failure, runtime.logs());
  }

  const arn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${functionName}`;
  const invokeOne = async (event: unknown) => {
    const sentAt = performance.now();
    const deadline = Date.now() + timeoutMs;
    const outcome = await runtime.within(timeoutMs, api.invoke(event, { arn, deadline }));
    return { ...outcome, ms: performance.now() - sentAt };
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    initMs,
    invoke(event) {
      if (runtime.hasEnded()) return Promise.reject(new Error('the function has ended: start another one'));
      const outcome = last.then(() => invokeOne(event));
      last = outcome;
      return outcome;
    },
    logs: runtime.logs,
    stop: runtime.stop,
  };
}

function startRuntime(options: LambdaOptions, api: RuntimeApi) {
  const child = spawn(process.execPath, [runtimeClientEntry, options.handler], {
    cwd: options.bundle,
    env: environmentOf(options, api.address),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written: string[] = [];
  child.stdout.on('data', (chunk) => void written.push(String(chunk)));
  child.stderr.on('data', (chunk) => void written.push(String(chunk)));
  // Its streams closed, and not only its end: the last words are what tells why.
  const closed = once(child, 'close').then(([code, signal]) => {
    const how = signal === null ? `exit status ${code}` : `signal ${signal}`;
    api.end({ errorType: 'Runtime.ExitError', errorMessage: `the runtime exited: ${how}` });
  });
  return {
    logs: () => written.join('').split('\n').filter(Boolean),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async stop() {
      child.kill('SIGKILL');
      await closed;
      api.close();
    },
    /** Lambda kills what takes too long, and says so; the next event would meet a new environment. */
    async within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
      const timer = setTimeout(() => {
        api.end({ errorType: 'Sandbox.Timedout', errorMessage: `timed out after ${timeoutMs} ms` });
        child.kill('SIGKILL');
      }, timeoutMs);
      return await work.finally(() => clearTimeout(timer));
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function environmentOf(options: LambdaOptions, runtimeApi: string): Record<string, string> {
  const { bundle, handler, env = {}, functionName = 'assay-test', memoryMb = 512 } = options;
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_SESSION_TOKEN: 'none',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    ...env,
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: bundle,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]0',
  };
}

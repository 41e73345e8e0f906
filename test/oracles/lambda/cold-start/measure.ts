import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../../../infra/bundle.ts';
import { type Lambda, startLambda } from '../lambda.ts';
import { type LocalAws, startLocalAws } from './local-aws.ts';
import { type FunctionName, type Rehearsal, type Rehearsed, rehearse } from './rehearsal.ts';

/** Bytes of the bundle that were read. */
export interface Loads {
  readonly initBytes: number;
  /** By init and the first invocation together. */
  readonly firstBytes: number;
  /** What the first invocation asked of AWS, in order; and what it came to. */
  readonly asked: readonly string[];
  readonly outcome: object;
  readonly logs: readonly string[];
}

/** Times as multiples of the init of an empty handler: medians of runs in turn. */
export interface Times {
  readonly init: number;
  /** Init and first invocation together. */
  readonly first: number;
  readonly emptyMs: number;
}

/** All functions bundled as for Lambda, and an AWS on this machine. */
export interface ColdStarts {
  readonly names: readonly FunctionName[];
  rehearsed(name: FunctionName): Rehearsed;
  loads(name: FunctionName): Promise<Loads>;
  times(names: readonly FunctionName[], rounds: number): Promise<ReadonlyMap<FunctionName, Times>>;
  close(): void;
}

/** What a cold start may be: times of an empty handler's init. */
export const MAX_INIT = 1.6;
export const MAX_FIRST = 5;
/** Of a bundle, by init and the first invocation together. */
export const MAX_LOADED_BYTES = 600_000;

const EMPTY = 'export const handler = async () => ({});\n';
const HANDLER = 'index.handler';

export async function coldStarts(): Promise<ColdStarts> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-cold-start-'));
  const rehearsal = await rehearse();
  const names = [...rehearsal.invocations.keys()];
  await Promise.all(names.map((name) => bundle(name, join(folder, name), { settings: {}, waivers: [] })));
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, 'empty', 'index.mjs'), EMPTY);
  const aws = await startLocalAws();
  const stage: Stage = { folder, rehearsal, aws, env: environment(rehearsal.env, aws) };
  return {
    names,
    rehearsed: (name) => rehearsedOf(rehearsal, name),
    loads: (name) => loadsOf(stage, name),
    times: (chosen, rounds) => timesOf(stage, chosen, rounds),
    close() {
      aws.close();
      rmSync(folder, { recursive: true });
    },
  };
}

interface Stage {
  readonly folder: string;
  readonly rehearsal: Rehearsal;
  readonly aws: LocalAws;
  readonly env: Readonly<Record<string, string>>;
}

/** As deployed; addresses of queues are of this machine, since clients go where the address says. */
const environment = (env: Rehearsal['env'], { url }: LocalAws) => ({
  ...Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value.replace(/^https:\/\/sqs[^/]*/, url)]),
  ),
  AWS_ENDPOINT_URL: url,
});

function rehearsedOf({ invocations }: Rehearsal, name: FunctionName): Rehearsed {
  const found = invocations.get(name);
  if (!found) throw new Error(`${name} was not rehearsed: let the rehearsal give it something to do`);
  return found;
}

const start = ({ folder, env }: Stage, name: string, more: Readonly<Record<string, string>> = {}) =>
  startLambda({ bundle: join(folder, name), handler: HANDLER, functionName: name, env: { ...env, ...more } });

async function loadsOf(stage: Stage, name: FunctionName): Promise<Loads> {
  const list = join(stage.folder, `${name}.loads`);
  const hooks = new URL('note-loads.ts', import.meta.url).href;
  const { event, answers } = rehearsedOf(stage.rehearsal, name);
  const lambda = await start(stage, name, { NOTED_LOADS: list, NODE_OPTIONS: `--import ${hooks}` });
  try {
    const initBytes = bytesIn(list);
    stage.aws.rewind(answers);
    const { ms: _, ...outcome } = await lambda.invoke(event);
    return {
      initBytes,
      firstBytes: bytesIn(list),
      asked: [...stage.aws.asked],
      outcome,
      logs: lambda.logs(),
    };
  } finally {
    await lambda.stop();
  }
}

function bytesIn(list: string): number {
  const files = existsSync(list) ? readFileSync(list, 'utf8').split('\n').filter(Boolean) : [];
  return files.reduce((sum, file) => sum + statSync(file).size, 0);
}

async function timesOf(
  stage: Stage,
  names: readonly FunctionName[],
  rounds: number,
): Promise<ReadonlyMap<FunctionName, Times>> {
  const runs = new Map(names.map((name) => [name, [] as Run[]]));
  for (let round = 0; round < rounds; round += 1) {
    // An empty one before each, so that whatever else the machine does meets both.
    for (const [name, known] of runs) known.push(await run(stage, name));
  }
  return new Map([...runs].map(([name, each]) => [name, timesIn(each)]));
}

interface Run {
  readonly emptyMs: number;
  readonly initMs: number;
  readonly firstMs: number;
}

async function run(stage: Stage, name: FunctionName): Promise<Run> {
  const empty = await start(stage, 'empty');
  await empty.stop();
  const { event, answers } = rehearsedOf(stage.rehearsal, name);
  stage.aws.rewind(answers);
  const lambda = await start(stage, name);
  const { ms } = await invoked(lambda, event);
  await lambda.stop();
  return { emptyMs: empty.initMs, initMs: lambda.initMs, firstMs: lambda.initMs + ms };
}

async function invoked(lambda: Lambda, event: object): Promise<{ readonly ms: number }> {
  const outcome = await lambda.invoke(event);
  if ('error' in outcome) throw new Error(outcome.error.errorMessage, { cause: lambda.logs() });
  return outcome;
}

function timesIn(runs: readonly Run[]): Times {
  const emptyMs = median(runs.map((each) => each.emptyMs));
  return {
    init: median(runs.map(({ initMs }) => initMs)) / emptyMs,
    first: median(runs.map(({ firstMs }) => firstMs)) / emptyMs,
    emptyMs,
  };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

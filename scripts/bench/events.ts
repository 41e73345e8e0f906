import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readNeighbourhood } from '../../adapters/aws/neighbourhood.ts';
import { readResource } from '../../adapters/aws/readers/index.ts';
import { createJudge, type Judge } from '../../engine/judge.ts';
import { definitions } from '../../resources/index.ts';
import { type LocatedRef, locate } from '../../resources/locate.ts';
import { shapeOf } from '../../resources/shapes.ts';
import { rules } from '../../rules/index.ts';
import { type Account, emulatedAccount } from './emulated-account.ts';
import { measureCalls } from './emulated-calls.ts';
import type { Bar } from './report.ts';

const FEW = 1000;
const MANY = 10_000;
const LONGEST_CALL_MICROSECONDS = 100;

/** Change events through locate, the real readers and the judge, in an emulated account; and what a call of it costs. */
export async function* benchEvents(): AsyncGenerator<Bar> {
  const account = await emulatedAccount();
  const judge = allRules();
  const before = performance.now();
  let verdicts = await judged(account, judge, { from: 0, to: FEW });
  const few = memory();
  verdicts += await judged(account, judge, { from: FEW, to: MANY });
  const many = memory();
  yield {
    what: `${MANY} change events, located, read and judged`,
    value: (performance.now() - before) / 1000,
    unit: 's',
    atMost: 60,
    detail: `${verdicts} verdicts on ${account.records.length} resources`,
  };
  yield {
    what: `memory after ${MANY} events against ${FEW}`,
    value: many.heap / few.heap,
    unit: 'times',
    atMost: 1.1,
    detail: `heap ${few.heap.toFixed(1)} and ${many.heap.toFixed(1)} MB, resident ${few.resident.toFixed(0)} and ${many.resident.toFixed(0)} MB`,
  };
  for (const { name, whole, floor, share, sent } of await measureCalls()) {
    yield {
      what: `${name} on the emulator, median`,
      value: whole,
      unit: 'µs',
      atMost: LONGEST_CALL_MICROSECONDS,
      detail: `${floor.toFixed(0)} µs of it the SDK's, ${share.toFixed(0)} the emulator's; with a whole request ${sent.toFixed(0)} µs`,
    };
  }
}

const definitionOf = (type: string) => definitions.find((definition) => definition.type === type);

const allRules = (): Judge =>
  createJudge({ rules, shapeOf, definitionOf, isAiType: (type) => definitionOf(type)?.role === 'ai' });

interface Range {
  readonly from: number;
  readonly to: number;
}

/** How many verdicts the events of the range came to. Each event is a record of its own. */
async function judged(account: Account, judge: Judge, { from, to }: Range): Promise<number> {
  let verdicts = 0;
  for (let index = from; index < to; index += 1) {
    const record = account.records[index % account.records.length];
    const located = locate({ ...record, eventID: `event-${index}` });
    if (located.outcome !== 'located') throw new Error(`event ${index} is ${located.outcome}`);
    for (const ref of located.refs) verdicts += await verdictsOn(ref, account, judge);
  }
  return verdicts;
}

async function verdictsOn(
  { change: _, ...ref }: LocatedRef,
  { aws }: Account,
  judge: Judge,
): Promise<number> {
  const chosen = judge.rulesFor(ref.type);
  const result = await readResource(ref, aws);
  if (result.outcome !== 'read') throw new Error(`${ref.type} ${ref.id} is ${result.outcome}`);
  const needs = chosen.flatMap(({ needs = {} }) => Object.values(needs));
  const neighbourhood = await readNeighbourhood(result.resource, needs, {
    read: (needed) => readResource(needed, aws),
    definitionOf,
    cache: new Map(),
    referrersOf: async () => ['AWS::SageMaker::NotebookInstance bench'],
  });
  return judge.judge(result.resource, neighbourhood).length;
}

interface Memory {
  readonly heap: number;
  readonly resident: number;
}

/** In MB, with the garbage gone. */
function memory(): Memory {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed / 2 ** 20, resident: rss / 2 ** 20 };
}

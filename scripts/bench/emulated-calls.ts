import type { Clock } from '../../emulator/clock.ts';
import { type Emulated, type EmulatedConfig, emulate } from '../../emulator/plugin.ts';
import { lighten } from '../../emulator/stack.ts';
import { createWorld } from '../../emulator/world.ts';
import { PREPARED } from './prepared-calls.ts';
import { median } from './report.ts';

const REGION = 'eu-central-1';
const WARM_UP = 1500;
const CALLS = 2500;

/** Medians, in microseconds. */
export interface MeasuredCall {
  readonly name: string;
  /** The whole call, from `send` to the answer. */
  readonly whole: number;
  /** What of it is the SDK's: the same call, answered with nothing where the emulator would answer. */
  readonly floor: number;
  /** And what the emulator's. */
  readonly share: number;
  /** The call of a client that makes whole requests, as one would be sent to AWS. */
  readonly sent: number;
}

export type Clients = Pick<Emulated, 'client'>;

/** A call that is measured. */
export interface Prepared {
  readonly name: string;
  /** Makes what the call is about, and gives the call. */
  prepare(door: Emulated, clock: Clock): Promise<(clients: Clients) => Promise<unknown>>;
}

type Call = () => Promise<unknown>;

/** What a call of the emulator takes, of each kind that the functions make most. */
export async function measureCalls(): Promise<readonly MeasuredCall[]> {
  const world = createWorld();
  world.settleMs = 0;
  const door = emulate(world, { region: REGION });
  const thorough = emulate(world, { region: REGION, wholeRequests: true });
  const alone = deaf(door.config);
  const measured: MeasuredCall[] = [];
  for (const { name, prepare } of PREPARED) {
    const ask = await prepare(door, world.clock);
    const taken = await inTurn({
      whole: () => ask(door),
      floor: () => ask(alone),
      sent: () => ask(thorough),
    });
    measured.push({ name, ...taken });
  }
  return measured;
}

/** Clients whose every call is answered with nothing, where the emulator would answer. */
function deaf(config: EmulatedConfig): Clients {
  const answer = () => async () => ({ response: {}, output: { $metadata: {} } });
  // SQS's SDK would miss the digest of a message in that nothing.
  const settings = { ...config, md5: false };
  return {
    client: (Client) => {
      const client = new Client(settings);
      client.middlewareStack.add(answer, {
        step: 'deserialize',
        name: 'emulatorMiddleware',
        priority: 'high',
      });
      lighten(client);
      return client;
    },
  };
}

type Way = 'whole' | 'floor' | 'sent';

/** In turn, so that a noisy machine slows all. */
async function inTurn(calls: Record<Way, Call>): Promise<Omit<MeasuredCall, 'name'>> {
  const taken: Record<Way, number>[] = [];
  for (let index = -WARM_UP; index < CALLS; index += 1) {
    const times = {
      whole: await microsecondsOf(calls.whole),
      floor: await microsecondsOf(calls.floor),
      sent: await microsecondsOf(calls.sent),
    };
    if (index >= 0) taken.push(times);
  }
  const medianOf = (way: Way) => median(taken.map((times) => times[way]));
  return {
    whole: medianOf('whole'),
    floor: medianOf('floor'),
    sent: medianOf('sent'),
    share: median(taken.map(({ whole, floor }) => whole - floor)),
  };
}

async function microsecondsOf(call: Call): Promise<number> {
  const before = performance.now();
  await call();
  return (performance.now() - before) * 1000;
}

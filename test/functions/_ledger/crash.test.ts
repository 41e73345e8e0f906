import type { SQSEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import { storeBatch } from '../../../functions/_ledger/batch.ts';
import { sealHours } from '../../../functions/_ledger/hours.ts';
import { home, recordAt } from '../../engine/evidence/archive.ts';
import { recordsIn, sealingAccount, VISIBILITY_MS } from './kit.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

type Account = Awaited<ReturnType<typeof sealingAccount>>;

/** As Lambda calls the function: each time a new instance, and what it throws fails the whole batch. */
const stored =
  ({ newPorts }: Account) =>
  async ({ Records }: SQSEvent) => {
    const failed = await storeBatch(Records, newPorts());
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };

const sealed = ({ newPorts }: Account) => sealHours(newPorts()).catch(() => undefined);

/** Two batches, an hour's seal between them, and the seal of a silent hour. */
async function day(account: Account): Promise<number> {
  const { world, send, deliver } = account;
  const record = (index: number) => recordAt(world.clock.now(), index);
  const handle = stored(account);
  await send(home, [record(0), record(1)]);
  await deliver(handle);
  await send(home, [record(2)]);
  await send(home, [record(3)]);
  await deliver(handle);
  world.clock.advance(HOUR);
  await sealed(account);
  await send(home, [record(4)]);
  await deliver(handle);
  world.clock.advance(HOUR + 20 * MINUTE);
  await sealed(account);
  return 5;
}

async function evening(account: Account, sent: number): Promise<void> {
  const { world, deliver, verify, files } = account;
  world.faults.clear();
  for (let round = 0; round < 4; round += 1) {
    world.clock.advance(VISIBILITY_MS);
    await deliver(stored(account));
  }
  world.clock.advance(HOUR);
  await sealHours(account.newPorts());
  const indices = recordsIn(await files()).flatMap((record) =>
    record.kind === 'evaluation' ? [] : [record.detail['index']],
  );
  expect(indices).toEqual(Array.from({ length: sent }, (_, index) => index));
  const { status, problems } = await verify();
  expect({ status, problems }).toEqual({ status: 'proven', problems: [] });
}

/** The nth call that the functions make of AWS takes effect, and nobody hears its answer. */
function strike({ world }: Account, nth: number): () => number {
  let calls = 0;
  world.faults.add({
    stage: 'after',
    error: { name: 'Crash', message: 'the instance is gone', statusCode: 400 },
    when({ service }) {
      // Queues belong to the test.
      if (service !== 'sqs') calls += 1;
      return service !== 'sqs' && calls === nth;
    },
  });
  return () => calls;
}

it('an instance that is gone after any of its calls leaves an archive that verifies, with every record once', async () => {
  const calm = await sealingAccount();
  const calls = strike(calm, 0);
  await evening(calm, await day(calm));
  expect(calls()).toBeGreaterThan(30);
  for (let nth = 1; ; nth += 1) {
    const account = await sealingAccount();
    const made = strike(account, nth);
    const sent = await day(account);
    if (made() < nth) break;
    await evening(account, sent);
  }
}, 120_000);

it('throttled, failing and slow calls only delay it', async () => {
  const account = await sealingAccount();
  let calls = 0;
  for (const [index, name] of ['ThrottlingException', 'InternalError', 'SlowDown'].entries()) {
    account.world.faults.add({
      error: { name, message: 'try again', statusCode: 503 },
      stage: index === 1 ? 'after' : 'before',
      when({ service }) {
        if (service !== 'sqs') calls += 1;
        return service !== 'sqs' && calls % 7 === index;
      },
    });
  }
  await evening(account, await day(account));
});

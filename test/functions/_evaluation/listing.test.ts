import {
  CreateNotebookInstanceCommand,
  DeleteNotebookInstanceCommand,
  SageMakerClient,
  StopNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import type { ListRefusal } from '../../../adapters/aws/lister.ts';
import { listResources } from '../../../adapters/aws/listers/index.ts';
import { LOOK_SCHEMA, type Look, SWEEP_SCHEMA, type Sweep } from '../../../engine/look.ts';
import { type List, sweep } from '../../../functions/_evaluation/listing.ts';
import { type Account, account } from './kit.ts';

const TYPE = 'AWS::SageMaker::NotebookInstance';
const MINUTE = 60_000;

const asked: Sweep = {
  schema: SWEEP_SCHEMA,
  type: TYPE,
  account: '111122223333',
  region: 'eu-central-1',
  requestedAt: '2026-01-01T00:00:00.000Z',
};

const create = ({ door }: Account, NotebookInstanceName: string) =>
  door.client(SageMakerClient).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName,
      InstanceType: 'ml.t3.medium',
      RoleArn: 'arn:aws:iam::111122223333:role/Ml',
    }),
  );

async function remove({ door }: Account, NotebookInstanceName: string) {
  await door.client(SageMakerClient).send(new StopNotebookInstanceCommand({ NotebookInstanceName }));
  await door.client(SageMakerClient).send(new DeleteNotebookInstanceCommand({ NotebookInstanceName }));
}

async function looksOf(of: Account, reason: Look['reason']): Promise<Look[]> {
  const looks = (await of.looks()).filter((look): look is Look => look.schema === LOOK_SCHEMA);
  return looks.filter((look) => look.reason === reason);
}

const states = async ({ ports }: Account) => {
  const found: Record<string, string> = {};
  for await (const { ref, presence } of ports.posture.ofType(TYPE)) found[ref.id] = presence;
  return found;
};

describe('a sweep', () => {
  it('finds what was there before anybody listened', async () => {
    const of = await account();
    await create(of, 'old');
    expect(await sweep(asked, listResources, of.ports)).toMatchObject({
      outcome: 'listed',
      listed: 1,
      added: 1,
    });
    expect(await of.evaluate(...(await looksOf(of, 'sweep')))).toEqual([]);
    expect(await states(of)).toEqual({ old: 'present' });
  });

  it('finds what no event told: a new one, and one that is gone', async () => {
    const of = await account();
    await create(of, 'stays');
    await create(of, 'goes');
    await of.evaluate(...of.events());
    of.world.clock.advance(10 * MINUTE);
    await of.looks();
    await remove(of, 'goes');
    await create(of, 'new');
    expect(await sweep(asked, listResources, of.ports)).toMatchObject({ listed: 2, added: 1, missing: 1 });
    await of.evaluate(...(await looksOf(of, 'sweep')));
    expect(await states(of)).toEqual({ stays: 'present', goes: 'present', new: 'present' });
    of.world.clock.advance(11 * MINUTE);
    await sweep(asked, listResources, of.ports);
    await of.evaluate(...(await looksOf(of, 'sweep')));
    expect(await states(of)).toEqual({ stays: 'present', goes: 'deleted', new: 'present' });
  });

  it('of an unchanged world leaves one record', async () => {
    const of = await account();
    for (const name of ['a', 'b', 'c']) await create(of, name);
    await of.evaluate(...of.events());
    await of.records();
    await sweep(asked, listResources, of.ports);
    await of.evaluate(...(await looksOf(of, 'sweep')));
    expect(await of.records()).toMatchObject([
      { kind: 'seen-unchanged', detail: { type: TYPE, unchanged: 3 } },
    ]);
  });

  it.each<[string, ListRefusal]>([
    ['denied', { outcome: 'denied', because: 'access denied' }],
    ['not to be had in the Region', { outcome: 'unavailable', because: 'no such service' }],
    ['broken', { outcome: 'failed', because: 'bad credentials', retryable: false }],
  ])('closes nothing where the list is %s', async (_name, refusal) => {
    const of = await account();
    await create(of, 'stays');
    await of.evaluate(...of.events());
    await of.looks();
    const list: List = async function* () {
      yield refusal;
    };
    expect(await sweep(asked, list, of.ports)).toMatchObject({ outcome: refusal.outcome, missing: 0 });
    expect(await of.looks()).toEqual([]);
  });

  it.each<[string, ListRefusal, number]>([
    ['denied', { outcome: 'denied', because: 'access denied' }, 1],
    ['broken', { outcome: 'failed', because: 'bad credentials', retryable: false }, 1],
    ['not to be had in the Region', { outcome: 'unavailable', because: 'no such service' }, 0],
  ])('leaves evidence of a gap where the list is %s: %#', async (_name, refusal, gaps) => {
    const of = await account();
    const list: List = async function* () {
      yield refusal;
    };
    await sweep(asked, list, of.ports);
    await sweep(asked, list, of.ports);
    const found = (await of.records()).filter(({ kind }) => kind === 'gap');
    expect(found).toHaveLength(gaps);
    if (gaps === 0) return;
    const { because } = refusal;
    expect(found).toMatchObject([{ detail: { subject: `resources of type ${TYPE}`, to: null, because } }]);
    of.world.clock.advance(MINUTE);
    await sweep(asked, listResources, of.ports);
    expect(await of.records()).toMatchObject([
      { kind: 'gap', detail: { to: of.world.clock.now().toISOString() } },
      { kind: 'seen-unchanged' },
    ]);
  });

  it('closes nothing where the list broke off after its first page', async () => {
    const of = await account();
    await create(of, 'stays');
    await create(of, 'too');
    await of.evaluate(...of.events());
    await of.looks();
    const list: List = async function* (type, where) {
      yield { outcome: 'found', ref: { type, id: 'stays', ...where } };
      yield { outcome: 'denied', because: 'access denied' };
    };
    expect(await sweep(asked, list, of.ports)).toMatchObject({ outcome: 'denied' });
    expect(await of.looks()).toEqual([]);
  });

  it('is tried again where the list was throttled', async () => {
    const of = await account();
    const list: List = async function* () {
      yield { outcome: 'failed', because: 'throttled', retryable: true };
    };
    await expect(sweep(asked, list, of.ports)).rejects.toThrow('throttled');
  });

  it('of a type that nothing lists says so', async () => {
    const of = await account();
    expect(await sweep({ ...asked, type: 'AWS::Never::Heard' }, listResources, of.ports)).toMatchObject({
      outcome: 'failed',
    });
  });

  it('of an account that is none of ours reads nothing', async () => {
    const of = await account();
    expect(await sweep({ ...asked, account: '999988887777' }, listResources, of.ports)).toMatchObject({
      outcome: 'denied',
    });
  });
});

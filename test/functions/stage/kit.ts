import { AsyncLocalStorage } from 'node:async_hooks';
import { type AwsSecurityFinding, GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { vi } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { postureStore } from '../../../adapters/aws/posture.ts';
import type { FunctionName, Stage, StageOptions } from '../../../cli/demo/stage.ts';
import type { Emulated, World } from '../../../emulator/index.ts';
import { exchanges as heard } from '../../../emulator/record.ts';
import type { Posture } from '../../../engine/posture.ts';
import { definitions } from '../../../resources/index.ts';

export const REGION = 'eu-central-1';

/** Which function a call is made by; undefined: a person's own. */
export const caller = new AsyncLocalStorage<FunctionName>();

export interface Played extends Stage {
  readonly world: World;
  /** Somebody of the company. */
  readonly person: Emulated;
  /** Another deployment over this one: functions imported anew, as in new processes, in the account as it is. */
  redeployed(options: Partial<StageOptions>): Promise<Played>;
}

/** A fresh deployment: the functions are imported anew, as in a new process. Whoever listens to the old one, listens on. */
export async function played({
  isRecorded = true,
  ...options
}: Partial<StageOptions> & { readonly isRecorded?: boolean } = {}): Promise<Played> {
  vi.resetModules();
  // What an emulated service remembers belongs to the module that remembers it: all from the same import.
  const { createWorld, emulate } = await import('../../../emulator/index.ts');
  const { exchanges } = await import('../../../emulator/record.ts');
  if (isRecorded) exchanges.listener = heard.listener;
  const { openStage } = await import('../../../cli/demo/stage.ts');
  const world = createWorld();
  world.settleMs = 0;
  const person = emulate(world, { region: REGION });
  const within: NonNullable<StageOptions['within']> = (name, work) => caller.run(name, work);
  async function open(given: Partial<StageOptions>): Promise<Played> {
    const stage = await openStage({ world, region: REGION, within, ...given });
    const redeployed = (others: Partial<StageOptions>) => {
      // Of the emulator and of the stage the modules stay that they are: they hold the world.
      vi.resetModules();
      return open({ ...others, over: stage });
    };
    return { ...stage, world, person, redeployed };
  }
  return open(options);
}

/** All that is remembered, by key. */
export async function postures({ door, world, postureTable }: Played): Promise<ReadonlyMap<string, Posture>> {
  const { config, install } = door;
  const store = postureStore(
    createAws({ region: REGION, config, install, now: world.clock.now }),
    postureTable,
  );
  const found = new Map<string, Posture>();
  for (const { type } of definitions)
    for await (const posture of store.ofType(type)) found.set(posture.key, posture);
  return found;
}

/** All that Security Hub shows, by id. */
export async function findings({ door }: Played): Promise<ReadonlyMap<string, AwsSecurityFinding>> {
  const client = door.client(SecurityHubClient);
  const found = new Map<string, AwsSecurityFinding>();
  let NextToken: string | undefined;
  do {
    const answer = await client.send(new GetFindingsCommand({ MaxResults: 100, NextToken }));
    for (const finding of answer.Findings ?? []) found.set(finding.Id ?? '', finding);
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  return found;
}

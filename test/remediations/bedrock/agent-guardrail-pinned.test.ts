import {
  BedrockClient,
  CreateGuardrailCommand,
  CreateGuardrailVersionCommand,
  UpdateGuardrailCommand,
} from '@aws-sdk/client-bedrock';
import type { CreateAgentRequest } from '@aws-sdk/client-bedrock-agent';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { lookUp } from '../../../adapters/aws/operations.ts';
import { createWorld, type Emulated, emulate, type World } from '../../../emulator/index.ts';
import remediation from '../../../remediations/bedrock/agent-guardrail-pinned.ts';
import { itPutsRight, REGION } from '../kit.ts';
import { agent, alsoChanges } from './agent.ts';

const GUARDRAIL = {
  name: 'chat',
  blockedInputMessaging: 'no',
  blockedOutputsMessaging: 'no',
  wordPolicyConfig: { wordsConfig: [{ text: 'rival' }] },
};

/** A prepared agent on the draft of a guardrail that was published so often, and perhaps changed since. */
const onDraft =
  (versions: number, asked: Partial<CreateAgentRequest> = {}, change?: typeof GUARDRAIL) =>
  async (door: Emulated, world: World) => {
    const bedrock = door.client(BedrockClient);
    const { guardrailId = '' } = await bedrock.send(new CreateGuardrailCommand(GUARDRAIL));
    world.clock.advance(60_000);
    for (let count = 0; count < versions; count += 1) {
      await bedrock.send(
        new CreateGuardrailVersionCommand({ guardrailIdentifier: guardrailId, description: `no. ${count}` }),
      );
    }
    if (change) {
      await bedrock.send(new UpdateGuardrailCommand({ guardrailIdentifier: guardrailId, ...change }));
      world.clock.advance(60_000);
    }
    const guardrailConfiguration = { guardrailIdentifier: guardrailId, guardrailVersion: 'DRAFT' };
    return agent({ ...asked, guardrailConfiguration })(door, world);
  };

const sceneOf = (name: string, versions: number, asked: Partial<CreateAgentRequest> = {}) =>
  ({
    name,
    rule: 'bedrock-guardrail-version-pinned',
    make: onDraft(versions, asked),
    alsoChanges,
  }) as const;

itPutsRight(remediation, [sceneOf('on a draft that is published', 1)], {
  anyScene: fc
    .record({
      versions: fc.integer({ min: 1, max: 11 }),
      description: fc.string({ minLength: 1, maxLength: 20 }),
      idleSessionTTLInSeconds: fc.integer({ min: 60, max: 3600 }),
    })
    .map(({ versions, ...asked }) => sceneOf('any', versions, asked)),
});

describe('which version', () => {
  async function planned(make: ReturnType<typeof onDraft>) {
    const world = createWorld();
    const door = emulate(world, { region: REGION });
    const ref = await make(door, world);
    world.clock.advance(60_000);
    const aws = createAws({
      region: REGION,
      config: door.config,
      install: door.install,
      now: world.clock.now,
    });
    const before = await remediation.read(ref, (call) => lookUp(call, { aws, region: REGION }));
    return remediation.plan({
      resource: { ...ref, source: 'live', properties: {} },
      before,
      rule: 'bedrock-guardrail-version-pinned',
      observations: [],
      options: { kmsKeyArn: undefined, tags: {} },
    });
  }

  it('the newest, by number', async () => {
    expect(await planned(onDraft(10))).toMatchObject({
      changes: [{ path: 'GuardrailConfiguration.GuardrailVersion', before: 'DRAFT', after: '10' }],
    });
  });

  it('none where none was published', async () => {
    expect(await planned(onDraft(0))).toEqual({ refused: 'the guardrail has no version; publish one first' });
  });

  it('none where the draft filters otherwise', async () => {
    const change = { ...GUARDRAIL, wordPolicyConfig: { wordsConfig: [{ text: 'friend' }] } };
    expect(await planned(onDraft(2, {}, change))).toEqual({
      refused: expect.stringContaining('differs from version 2'),
    });
  });

  it('the newest, though the draft has another name', async () => {
    expect(await planned(onDraft(1, {}, { ...GUARDRAIL, name: 'talk' }))).toMatchObject({
      changes: [{ after: '1' }],
    });
  });

  it('none where the agent has no guardrail', async () => {
    expect(await planned(agent())).toEqual({ refused: 'it is so already' });
  });
});

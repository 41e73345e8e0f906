import { BedrockAgentClient, PrepareFlowCommand } from '@aws-sdk/client-bedrock-agent';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated, World } from '../../../emulator/index.ts';
import remediation from '../../../remediations/bedrock/flow-kms-cmk.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { madeByCloudControl } from '../_families/tag-scenes.ts';
import { inMotion } from '../in-motion.ts';
import { itPutsRight, refOf } from '../kit.ts';

const TYPE = 'AWS::Bedrock::Flow';
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const flow =
  (properties: JsonObject = {}, isPrepared = true) =>
  async (door: Emulated, world: World) => {
    const ExecutionRoleArn = 'arn:aws:iam::111122223333:role/Flow';
    const make = madeByCloudControl(TYPE, { Name: 'triage', ExecutionRoleArn, ...properties });
    const ref = await make(door, world);
    if (isPrepared) {
      await door.client(BedrockAgentClient).send(new PrepareFlowCommand({ flowIdentifier: ref.id }));
    }
    return ref;
  };

const scene = {
  name: 'a prepared flow under a key of AWS',
  rule: 'bedrock-flow-kms-cmk',
  make: flow(),
  options: { kmsKeyArn: KEY },
  alsoChanges: ['UpdatedAt'],
} as const;

const Definition = {
  Nodes: [
    { Name: 'begin', Type: 'Input', Outputs: [{ Name: 'document', Type: 'String' }] },
    {
      Name: 'end',
      Type: 'Output',
      Inputs: [{ Name: 'document', Type: 'String', Expression: '$.data' }],
    },
  ],
  Connections: [
    {
      Name: 'through',
      Type: 'Data',
      Source: 'begin',
      Target: 'end',
      Configuration: { Data: { SourceOutput: 'document', TargetInput: 'document' } },
    },
  ],
};

const settings = fc.record(
  {
    Description: fc.stringMatching(/^[a-z ]{1,20}$/),
    Definition: fc.constant(Definition),
    Tags: fc.constant({ owner: 'chat' }),
  },
  { requiredKeys: [] },
);

itPutsRight(remediation, [scene, { ...scene, name: 'one that was never prepared', make: flow({}, false) }], {
  anyScene: fc
    .tuple(settings, fc.boolean())
    .map(([each, isPrepared]) => ({ ...scene, make: flow(each as JsonObject, isPrepared) })),
});

describe('is refused', () => {
  const resource = { ...refOf(TYPE, 'FLOW123456'), source: 'live' as const, properties: {} };
  it.each([
    ['without a key in the settings', 'Prepared', undefined, 'no KMS key'],
    ['while the flow is being prepared', 'Preparing', KEY, 'wait until it is Prepared'],
    ['where preparing has failed', 'Failed', KEY, 'wait until it is Prepared'],
  ])('%s', (_name, status, kmsKeyArn, because) => {
    const asked = { resource, before: { status, name: 'triage' }, rule: scene.rule, observations: [] };
    expect(remediation.plan({ ...asked, options: { kmsKeyArn, tags: {} } })).toEqual({
      refused: expect.stringContaining(because),
      ...inMotion(because),
    });
  });
});

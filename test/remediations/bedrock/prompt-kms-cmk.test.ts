import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/bedrock/prompt-kms-cmk.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { madeByCloudControl } from '../_families/tag-scenes.ts';
import { itPutsRight, refOf } from '../kit.ts';

const TYPE = 'AWS::Bedrock::Prompt';
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const prompt = (properties: JsonObject = {}) => madeByCloudControl(TYPE, { Name: 'greeting', ...properties });

const scene = {
  name: 'a prompt under a key of AWS',
  rule: 'bedrock-prompt-kms-cmk',
  make: prompt(),
  options: { kmsKeyArn: KEY },
  alsoChanges: ['UpdatedAt'],
} as const;

const variant = {
  Name: 'short',
  TemplateType: 'TEXT',
  ModelId: 'amazon.nova-lite-v1:0',
  TemplateConfiguration: { Text: { Text: 'Greet {{name}}.', InputVariables: [{ Name: 'name' }] } },
  InferenceConfiguration: { Text: { Temperature: 0.5, MaxTokens: 100, StopSequences: ['END'] } },
  AdditionalModelRequestFields: { top_k: 20, Nested: { as_it: 'is' } },
  Metadata: [{ Key: 'owner', Value: 'chat' }],
};

const settings = fc.record(
  {
    Description: fc.stringMatching(/^[a-z ]{1,20}$/),
    Variants: fc.constant([variant]),
    DefaultVariant: fc.constant('short'),
    Tags: fc.constant({ owner: 'chat' }),
  },
  { requiredKeys: [] },
);

itPutsRight(remediation, [scene], {
  anyScene: settings.map((each) => ({ ...scene, make: prompt(each as JsonObject) })),
});

describe('without a key in the settings', () => {
  it('is refused: none is to be guessed', () => {
    const resource = { ...refOf(TYPE, 'PROMPT1234'), source: 'live' as const, properties: {} };
    const asked = { resource, before: { name: 'greeting' }, rule: scene.rule, observations: [] };
    expect(remediation.plan({ ...asked, options: { kmsKeyArn: undefined, tags: {} } })).toEqual({
      refused: expect.stringContaining('no KMS key'),
    });
  });
});

import type { CreateGuardrailRequest } from '@aws-sdk/client-bedrock';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/bedrock/guardrail-blocking.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { anySettings, guardrail } from './guardrail.ts';

const tags = [{ key: 'stage', value: 'production' }];

const sceneOf = (name: string, asked: Partial<CreateGuardrailRequest>) =>
  ({
    name,
    rule: 'bedrock-guardrail-not-detect-only',
    make: guardrail({ ...asked, tags }),
    parameters: { productionTags: ['stage=production'] },
  }) as const;

const NONE = { inputAction: 'NONE', outputAction: 'NONE' } as const;

const oneFilter = sceneOf('one filter that only detects in prompts', {
  contentPolicyConfig: {
    filtersConfig: [{ type: 'HATE', inputStrength: 'LOW', outputStrength: 'LOW', inputAction: 'NONE' }],
  },
});

const everything = sceneOf('nothing but filters that only detect', {
  contentPolicyConfig: {
    filtersConfig: [{ type: 'HATE', inputStrength: 'LOW', outputStrength: 'LOW', ...NONE }],
    tierConfig: { tierName: 'STANDARD' },
  },
  topicPolicyConfig: { topicsConfig: [{ name: 'law', definition: 'legal advice', type: 'DENY', ...NONE }] },
  wordPolicyConfig: {
    wordsConfig: [{ text: 'rival', ...NONE }, { text: 'friend' }],
    managedWordListsConfig: [{ type: 'PROFANITY', ...NONE }],
  },
  contextualGroundingPolicyConfig: {
    filtersConfig: [{ type: 'GROUNDING', threshold: 0.2, action: 'NONE' }],
  },
  sensitiveInformationPolicyConfig: {
    piiEntitiesConfig: [{ type: 'NAME', action: 'NONE', ...NONE }],
    regexesConfig: [{ name: 'badge', pattern: 'B-[0-9]+', action: 'NONE' }],
  },
});

itPutsRight(remediation, [oneFilter, everything], {
  anyScene: anySettings.map((settings) =>
    sceneOf('any', {
      ...settings,
      topicPolicyConfig: {
        topicsConfig: [
          { name: 'law', definition: 'legal advice', type: 'DENY', outputAction: 'NONE' },
          { name: 'health', definition: 'medical advice', type: 'DENY' },
        ],
      },
    }),
  ),
});

describe('what it touches', () => {
  const plan = (before: JsonObject, paths: readonly string[]) =>
    remediation.plan({
      resource: { ...refOf('AWS::Bedrock::Guardrail', 'g'), source: 'live', properties: {} },
      before: { status: 'READY', name: 'chat', ...before },
      rule: 'bedrock-guardrail-not-detect-only',
      observations: paths.map((path) => ({ path, expected: 'BLOCK', actual: 'NONE' })),
      options: { kmsKeyArn: undefined, tags: {} },
    });
  const WORD = { text: 'rival', inputAction: 'NONE', outputAction: 'NONE' };
  const words = (word: JsonObject) => ({ wordPolicy: { words: [word], managedWordLists: [] } });
  const WORDS = ['WordPolicyConfig.WordsConfig[0].InputAction'];

  it.each([
    ['a side that is off', { ...WORD, outputEnabled: false }, { outputAction: 'NONE' }],
    ['a side of no strength', { ...WORD, outputStrength: 'NONE' }, { outputAction: 'NONE' }],
    ['both sides that are on', WORD, { outputAction: 'BLOCK' }],
    ['an action that no side asks for', { ...WORD, action: 'NONE' }, { action: 'NONE' }],
    [
      'a filter that is off',
      { ...WORD, outputAction: null, action: 'NONE', enabled: false },
      { action: 'NONE' },
    ],
  ])('%s', (_name, word, expected) => {
    const after = [{ ...word, inputAction: 'BLOCK', outputAction: 'BLOCK', ...expected }];
    const wanted = word.outputAction === null ? [{ ...word, inputAction: 'BLOCK', ...expected }] : after;
    expect(plan(words(word), WORDS)).toMatchObject({
      changes: [{ path: 'WordPolicyConfig.WordsConfig', after: wanted }],
    });
  });

  it('writes no list that is empty, which AWS would not take', () => {
    expect(plan(words(WORD), WORDS)).toMatchObject({
      steps: [{ call: { input: { wordPolicyConfig: { wordsConfig: [expect.anything()] } } } }],
    });
    expect(JSON.stringify(plan(words(WORD), WORDS))).not.toContain('managedWordListsConfig');
  });

  it('waits for a list only where it changes it', () => {
    expect(plan(words(WORD), WORDS)).toMatchObject({
      steps: [{ until: { expect: { status: ['READY'], 'wordPolicy.words': [expect.anything()] } } }],
    });
    expect(JSON.stringify(plan(words(WORD), WORDS))).not.toContain('contentPolicy.filters');
  });

  it('nothing where nothing violates, and nothing while it is being built', () => {
    expect(plan(words(WORD), [])).toEqual({ refused: 'it is so already' });
    expect(plan({ ...words(WORD), status: 'UPDATING' }, WORDS)).toEqual({
      refused: 'the guardrail is UPDATING; wait until it is READY',
      isPassing: true,
    });
  });
});

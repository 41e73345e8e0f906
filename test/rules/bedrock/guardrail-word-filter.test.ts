import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/guardrail-word-filter.ts';
import { testRule } from '../../support/judge-rule.ts';

const policy = (WordPolicyConfig: object) => ({ properties: { WordPolicyConfig } as never });
const lists = (...ManagedWordListsConfig: object[]) => policy({ ManagedWordListsConfig });
const PROFANITY = { Type: 'PROFANITY' };

testRule(rule, {
  COMPLIANT: {
    'the managed list': lists(PROFANITY),
    'a word of your own': policy({ ManagedWordListsConfig: [], WordsConfig: [{ Text: 'rival' }] }),
    'acts on input only': lists({ ...PROFANITY, OutputAction: 'NONE' }),
    'is on for output only': lists({ ...PROFANITY, InputEnabled: false }),
    'one of several acts': policy({
      ManagedWordListsConfig: [{ ...PROFANITY, InputAction: 'NONE', OutputAction: 'NONE' }],
      WordsConfig: [{ Text: 'rival', InputAction: 'BLOCK', OutputAction: 'NONE' }],
    }),
    'a certain one beside an unknown': lists(unknown('an import'), PROFANITY),
  },
  NON_COMPLIANT: {
    'no policy': {
      properties: {},
      observations: [
        { path: 'WordPolicyConfig', expected: 'a word or a managed list that blocks', actual: null },
      ],
    },
    'empty lists': policy({ ManagedWordListsConfig: [], WordsConfig: [] }),
    'both only detect': {
      ...policy({
        ManagedWordListsConfig: [{ ...PROFANITY, InputAction: 'NONE', OutputAction: 'NONE' }],
        WordsConfig: [{ Text: 'rival', InputAction: 'NONE', OutputAction: 'NONE' }],
      }),
      observations: [{ actual: '2 that only detect or are off' }],
    },
    'off on both sides': lists({ ...PROFANITY, InputEnabled: false, OutputEnabled: 'false' }),
    'acts where it is off': lists({ ...PROFANITY, InputEnabled: false, OutputAction: 'NONE' }),
    'acts where it is off, the other way round': lists({
      ...PROFANITY,
      InputAction: 'NONE',
      OutputEnabled: false,
    }),
  },
  INSUFFICIENT_DATA: {
    'the policy is unknown': { properties: { WordPolicyConfig: unknown('an import') } },
    'the words are unknown': policy({ WordsConfig: unknown('an import') }),
    'one that only detects, and one unknown': lists(
      { ...PROFANITY, InputAction: 'NONE', OutputAction: 'NONE' },
      unknown('an import'),
    ),
  },
});

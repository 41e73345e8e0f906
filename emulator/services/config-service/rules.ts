import { AwsError, EmulatorError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { findRule, invalidParameter, recordingOf, type StoredRule, tooLong } from './_shared.ts';
import { trigger } from './invoke.ts';

const MINUTE_MS = 60_000;

export const rules = {
  PutConfigRule(input, call) {
    const { ConfigRule: given } = input;
    const name = given.ConfigRuleName ?? '';
    if (name === '') throw invalidParameter('A rule needs a ConfigRuleName');
    if (given.Source?.Owner !== 'CUSTOM_LAMBDA') {
      throw new EmulatorError("the emulator's Config runs custom Lambda rules only");
    }
    if ((given.InputParameters ?? '').length > 1024) throw tooLong('configRule.inputParameters', 1024);
    const recording = recordingOf(call.world, call.scope);
    const known = recording.rules.get(name);
    const ConfigRuleId = known?.rule.ConfigRuleId ?? `config-rule-${call.world.ids.lower(6)}`;
    const stored: StoredRule = {
      rule: {
        ConfigRuleState: 'ACTIVE',
        EvaluationModes: [{ Mode: 'DETECTIVE' }],
        ...given,
        ConfigRuleName: name,
        ConfigRuleId,
        ConfigRuleArn: call.arn(`config-rule/${ConfigRuleId}`),
      },
      results: known?.results ?? new Map(),
      invokedAt: undefined,
      evaluatedAt: undefined,
    };
    recording.rules.set(name, stored);
    trigger(call.world, recording, stored);
    return {};
  },

  DescribeConfigRules(input, call) {
    const { rows, next } = asked(call, input);
    return { ConfigRules: rows.map(({ rule }) => rule), NextToken: next };
  },

  DescribeConfigRuleEvaluationStatus(input, call) {
    const { rows, next } = asked(call, input);
    return {
      ConfigRulesEvaluationStatus: rows.map(({ rule, invokedAt, evaluatedAt }) => ({
        ConfigRuleName: rule.ConfigRuleName,
        ConfigRuleArn: rule.ConfigRuleArn,
        ConfigRuleId: rule.ConfigRuleId,
        LastSuccessfulInvocationTime: invokedAt,
        LastSuccessfulEvaluationTime: evaluatedAt,
        FirstEvaluationStarted: invokedAt !== undefined,
      })),
      NextToken: next,
    };
  },

  DeleteConfigRule(input, call) {
    findRule(call, input.ConfigRuleName);
    recordingOf(call.world, call.scope).rules.delete(input.ConfigRuleName);
    return {};
  },

  // https://docs.aws.amazon.com/config/latest/APIReference/API_StartConfigRulesEvaluation.html
  StartConfigRulesEvaluation(input, call) {
    const { ConfigRuleNames: names = [] } = input;
    if (names.length === 0) throw invalidParameter('Name the rules to evaluate, 1 to 25');
    if (names.length > 25) throw tooLong('configRuleNames', 25);
    const wanted = names.map((name) => findRule(call, name));
    const busy = wanted.find(({ rule }) => rule.ConfigRuleState !== 'ACTIVE');
    if (busy !== undefined) {
      throw new AwsError(
        'ResourceInUseException',
        `The ConfigRule '${busy.rule.ConfigRuleName}' is ${busy.rule.ConfigRuleState}: try again later`,
      );
    }
    const recording = recordingOf(call.world, call.scope);
    if (recording.lastStartMs !== undefined && call.nowMs - recording.lastStartMs < MINUTE_MS) {
      throw new AwsError(
        'LimitExceededException',
        'You can call StartConfigRulesEvaluation once a minute: try again later',
      );
    }
    recording.lastStartMs = call.nowMs;
    for (const stored of wanted) trigger(call.world, recording, stored);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-config-service')>;

function asked(
  call: Call,
  input: {
    ConfigRuleNames?: string[] | undefined;
    NextToken?: string | undefined;
    Limit?: number | undefined;
  },
) {
  const found =
    input.ConfigRuleNames === undefined || input.ConfigRuleNames.length === 0
      ? [...recordingOf(call.world, call.scope).rules.values()]
      : input.ConfigRuleNames.map((name) => findRule(call, name));
  return pageOf(found, {
    token: input.NextToken,
    size: input.Limit,
    defaultSize: 25,
    invalidTokenCode: 'InvalidNextTokenException',
  });
}

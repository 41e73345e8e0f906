import { pageOf } from '../../pages.ts';
import type { Operations } from '../../service.ts';
import { automationRules, checkEnabled, invalidInput } from './_shared.ts';

export const automation = {
  CreateAutomationRule(input, call) {
    checkEnabled(call);
    const { Tags: _tags, ...given } = input;
    if (given.RuleOrder < 1 || given.RuleOrder > 1000) {
      throw invalidInput(`RuleOrder must be between 1 and 1000, not ${given.RuleOrder}`);
    }
    const RuleArn = call.arn(`automation-rule/${call.world.ids.uuid()}`);
    automationRules.put(call, RuleArn, {
      RuleStatus: 'ENABLED',
      IsTerminal: false,
      ...given,
      RuleArn,
      CreatedAt: call.now(),
      UpdatedAt: call.now(),
      CreatedBy: call.account,
    });
    return { RuleArn };
  },

  ListAutomationRules(input, call) {
    checkEnabled(call);
    const { rows, next } = pageOf(automationRules.list(call), {
      token: input.NextToken,
      size: input.MaxResults,
      defaultSize: 100,
      invalidTokenCode: 'InvalidInputException',
    });
    return {
      AutomationRulesMetadata: rows.map(
        ({ Criteria: _criteria, Actions: _actions, ...metadata }) => metadata,
      ),
      NextToken: next,
    };
  },

  BatchGetAutomationRules(input, call) {
    checkEnabled(call);
    const rules = input.AutomationRulesArns.map((arn) => automationRules.get(call, arn));
    const missing = input.AutomationRulesArns.filter((_arn, index) => rules[index] === undefined);
    return {
      Rules: rules.filter((rule) => rule !== undefined),
      UnprocessedAutomationRules: missing.map((RuleArn) => ({
        RuleArn,
        ErrorCode: 404,
        ErrorMessage: 'Rule not found',
      })),
    };
  },

  BatchDeleteAutomationRules(input, call) {
    checkEnabled(call);
    const [known, missing] = [
      input.AutomationRulesArns.filter((arn) => automationRules.get(call, arn) !== undefined),
      input.AutomationRulesArns.filter((arn) => automationRules.get(call, arn) === undefined),
    ];
    for (const arn of known) automationRules.delete(call, arn);
    return {
      ProcessedAutomationRules: known,
      UnprocessedAutomationRules: missing.map((RuleArn) => ({
        RuleArn,
        ErrorCode: 404,
        ErrorMessage: 'Rule not found',
      })),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-securityhub')>;

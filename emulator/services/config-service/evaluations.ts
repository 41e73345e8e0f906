import type { ComplianceType, Evaluation, EvaluationResult } from '@aws-sdk/client-config-service';
import { AwsError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { importFromConfig } from '../securityhub/config-findings.ts';
import { findRule, invalidParameter, keyOf, recordingOf, type StoredRule, tooLong } from './_shared.ts';

export const evaluations = {
  PutEvaluations(input, call) {
    const { Evaluations: given = [], ResultToken: token, TestMode } = input;
    if (given.length > 100) throw tooLong('evaluations', 100);
    for (const evaluation of given) check(evaluation);
    if (TestMode === true) return { FailedEvaluations: [] };
    const recording = recordingOf(call.world, call.scope);
    const invocation = recording.tokens.get(token);
    const stored = invocation && recording.rules.get(invocation.rule);
    if (invocation === undefined || stored === undefined) {
      throw new AwsError('InvalidResultTokenException', 'The specified ResultToken is invalid.');
    }
    stored.evaluatedAt = call.now();
    const failed = given.filter((evaluation) => isStruck(call, evaluation));
    for (const evaluation of given) {
      if (failed.includes(evaluation)) continue;
      keep(call, stored, { evaluation, token, invokedAt: invocation.invokedAt });
    }
    return { FailedEvaluations: failed };
  },

  GetComplianceDetailsByConfigRule(input, call) {
    const { results } = findRule(call, input.ConfigRuleName);
    return page([...results.values()], input);
  },

  GetComplianceDetailsByResource(input, call) {
    const key = keyOf(input.ResourceType, input.ResourceId);
    const found = [...recordingOf(call.world, call.scope).rules.values()].map(({ results }) =>
      results.get(key),
    );
    return page(
      found.filter((result) => result !== undefined),
      input,
    );
  },

  DescribeComplianceByConfigRule(input, call) {
    const { rules } = recordingOf(call.world, call.scope);
    const wanted = input.ConfigRuleNames?.map((name) => findRule(call, name)) ?? [...rules.values()];
    const { rows, next } = pageOf(wanted, { token: input.NextToken, size: undefined, defaultSize: 100 });
    return {
      ComplianceByConfigRules: rows.map(({ rule, results }) => ({
        ConfigRuleName: rule.ConfigRuleName,
        Compliance: { ComplianceType: overall([...results.values()]) },
      })),
      NextToken: next,
    };
  },

  DeleteEvaluationResults(input, call) {
    findRule(call, input.ConfigRuleName).results.clear();
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-config-service')>;

/** A fault of `PutEvaluations.Evaluation` lets one evaluation fail in a call that succeeds. */
function isStruck({ world, service, account, region }: Call, input: Evaluation): boolean {
  try {
    world.faults.strike('before', {
      service,
      operation: 'PutEvaluations.Evaluation',
      account,
      region,
      input,
    });
    return false;
  } catch (error) {
    if (error instanceof AwsError) return true;
    throw error;
  }
}

function check({ ComplianceType: type, Annotation }: Evaluation): void {
  if (type === 'INSUFFICIENT_DATA') {
    throw invalidParameter('INSUFFICIENT_DATA is not a valid ComplianceType for PutEvaluations');
  }
  if (Annotation === undefined) return;
  if (Annotation.length > 256) throw tooLong('evaluations.1.member.annotation', 256);
  if (Annotation.length === 0) throw invalidParameter('An Annotation has 1 to 256 characters');
}

interface Kept {
  evaluation: Evaluation;
  token: string;
  invokedAt: Date;
}

// A later answer about an earlier state does not overtake what is known.
function keep(call: Call, { rule, results }: StoredRule, { evaluation, token, invokedAt }: Kept): void {
  const {
    ComplianceResourceType: type = '',
    ComplianceResourceId: id = '',
    ComplianceType = 'NOT_APPLICABLE',
  } = evaluation;
  const key = keyOf(type, id);
  const known = results.get(key)?.EvaluationResultIdentifier?.OrderingTimestamp;
  if (
    known !== undefined &&
    evaluation.OrderingTimestamp !== undefined &&
    evaluation.OrderingTimestamp < known
  )
    return;
  results.set(key, {
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: {
        ConfigRuleName: rule.ConfigRuleName,
        ResourceType: type,
        ResourceId: id,
        EvaluationMode: 'DETECTIVE',
      },
      OrderingTimestamp: evaluation.OrderingTimestamp,
    },
    ComplianceType,
    ResultRecordedTime: call.now(),
    ConfigRuleInvokedTime: invokedAt,
    Annotation: evaluation.Annotation,
    ResultToken: token,
  });
  importFromConfig(call, {
    ruleName: rule.ConfigRuleName,
    ruleArn: rule.ConfigRuleArn,
    resourceType: type,
    resourceId: id,
    compliance: ComplianceType,
    annotation: evaluation.Annotation,
  });
}

function page(
  results: EvaluationResult[],
  input: {
    ComplianceTypes?: ComplianceType[] | undefined;
    NextToken?: string | undefined;
    Limit?: number | undefined;
  },
) {
  const { ComplianceTypes: types = [] } = input;
  const found = results.filter(
    ({ ComplianceType: type }) => types.length === 0 || types.some((wanted) => wanted === type),
  );
  const { rows, next } = pageOf(found, {
    token: input.NextToken,
    size: input.Limit,
    defaultSize: 10,
    invalidTokenCode: 'InvalidNextTokenException',
  });
  return { EvaluationResults: rows, NextToken: next };
}

function overall(results: EvaluationResult[]): ComplianceType {
  if (results.some(({ ComplianceType: type }) => type === 'NON_COMPLIANT')) return 'NON_COMPLIANT';
  return results.some(({ ComplianceType: type }) => type === 'COMPLIANT') ? 'COMPLIANT' : 'INSUFFICIENT_DATA';
}

import type { Aws } from '../aws.ts';
import { allPages } from '../pages.ts';

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_StartConfigRulesEvaluation.html */
export const MAX_RULES_A_CALL = 25;

/**
 * `later`: AWS Config is still busy with an earlier call, ours or somebody's, or has had one within the minute.
 * `some-cannot`: at least one of the rules is not there, or not to be had just now.
 */
export type Started = 'started' | 'later' | 'some-cannot';

const REFUSALS: Readonly<Record<string, Started>> = {
  LimitExceededException: 'later',
  NoSuchConfigRuleException: 'some-cannot',
  ResourceInUseException: 'some-cannot',
};

/** Makes AWS Config invoke rules; throws what is neither of the refusals. */
export async function startEvaluation(aws: Aws, names: readonly string[]): Promise<Started> {
  const { ConfigServiceClient, StartConfigRulesEvaluationCommand } = await import(
    '../clients/config-service.ts'
  );
  const client = aws.client(ConfigServiceClient, aws.region);
  try {
    await client.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [...names] }));
    return 'started';
  } catch (error) {
    const refusal = error instanceof Error ? REFUSALS[error.name] : undefined;
    if (refusal === undefined) throw error;
    return refusal;
  }
}

/** Every Config rule of the account and Region with its state, `ACTIVE` where it can be started. */
export async function ruleStates(aws: Aws): Promise<ReadonlyMap<string, string>> {
  const { ConfigServiceClient, DescribeConfigRulesCommand } = await import('../clients/config-service.ts');
  const client = aws.client(ConfigServiceClient, aws.region);
  const rules = await allPages(async (NextToken) => {
    const page = await client.send(new DescribeConfigRulesCommand({ NextToken }));
    return { rows: page.ConfigRules, next: page.NextToken };
  });
  return new Map(
    rules.map(({ ConfigRuleName = '', ConfigRuleState = 'ACTIVE' }) => [ConfigRuleName, ConfigRuleState]),
  );
}

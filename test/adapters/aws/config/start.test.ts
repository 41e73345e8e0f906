import { ConfigServiceClient, PutConfigRuleCommand } from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { ruleStates, startEvaluation } from '../../../../adapters/aws/config/start.ts';
import { emulatedAws } from '../kit.ts';

const FUNCTION = 'arn:aws:lambda:eu-central-1:111122223333:function:f';

async function withRules(count: number) {
  const made = emulatedAws();
  const client = made.door.client(ConfigServiceClient);
  for (let n = 0; n < count; n += 1) {
    const Source = { Owner: 'CUSTOM_LAMBDA', SourceIdentifier: FUNCTION } as const;
    await client.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: `rule-${n}`, Source } }));
  }
  return made;
}

describe('starting Config rules', () => {
  it.each([
    ['LimitExceededException', 'later'],
    ['NoSuchConfigRuleException', 'some-cannot'],
    ['ResourceInUseException', 'some-cannot'],
  ] as const)('%s is an answer: %s', async (name, answer) => {
    const { aws, world } = await withRules(1);
    const error = { name, message: 'not now', statusCode: 400 };
    world.faults.add({ operation: 'StartConfigRulesEvaluation', error });
    expect(await startEvaluation(aws, ['rule-0'])).toBe(answer);
  });

  it('anything else is an error', async () => {
    const { aws, world } = await withRules(1);
    world.faults.deny({ operation: 'StartConfigRulesEvaluation' });
    await expect(startEvaluation(aws, ['rule-0'])).rejects.toThrow('not authorized');
  });

  it('is done for those that are there', async () => {
    const { aws } = await withRules(2);
    expect(await startEvaluation(aws, ['rule-0', 'rule-1'])).toBe('started');
    expect(await startEvaluation(aws, ['rule-0', 'rule-9'])).toBe('some-cannot');
  });
});

describe('the states of Config rules', () => {
  it('are told of all of them, page by page', async () => {
    const { aws } = await withRules(60);
    const states = await ruleStates(aws);
    expect(states.size).toBe(60);
    expect(new Set(states.values())).toEqual(new Set(['ACTIVE']));
  });
});

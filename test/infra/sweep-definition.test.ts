import aslValidator from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { sweepDefinition } from '../../infra/sweep-definition.ts';

const parts = {
  partition: 'aws',
  functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:inventory',
  accounts: ['111122223333', '222233334444'],
  lists: [{ type: 'AWS::SageMaker::Model', region: 'us-east-1' }],
  timeoutSeconds: 270,
};

describe('the sweep', () => {
  it('is valid in the States Language', () => {
    const { isValid, errorsText } = aslValidator(sweepDefinition(parts), {
      checkPaths: true,
      checkArn: true,
    });
    expect(errorsText()).toBe('');
    expect(isValid).toBe(true);
  });

  it('reads so', () => {
    expect(sweepDefinition(parts)).toMatchSnapshot();
  });

  it('goes on where a list fails, and where an account does', () => {
    const text = JSON.stringify(sweepDefinition(parts));
    expect(text.match(/"ToleratedFailurePercentage":100/g)).toHaveLength(2);
    expect(text).toContain('"Catch":[{"ErrorEquals":["States.ALL"],"Next":"NotListed"}]');
  });

  it('refuses more lists than an execution can pass on', () => {
    const lists = Array.from({ length: 2001 }, (_, index) => ({
      type: `AWS::Some::Type${index}`,
      region: 'us-east-1',
    }));
    expect(() => sweepDefinition({ ...parts, lists })).toThrow(/2001 lists an account are more than 2000/);
  });

  it('passes on two thousand of the longest lists that there are', () => {
    const longest = { type: 'AWS::Bedrock::ModelInvocationLoggingConfiguration', region: 'ap-southeast-1' };
    const lists = Array.from({ length: 2000 }, () => longest);
    // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
    expect(JSON.stringify({ accounts: parts.accounts, lists }).length).toBeLessThan(256 * 1024);
    expect(JSON.stringify(sweepDefinition({ ...parts, lists })).length).toBeLessThan(1024 * 1024);
  });
});

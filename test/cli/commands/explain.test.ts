import { describe, expect, it } from 'vitest';
import { run } from '../../../cli/commands/explain.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';

const folder = temporaryFolder();
const explain = (...args: string[]) => ran(run, ...args);

const RULE = 'sagemaker-notebook-root-access';
const NOTEBOOK = 'AWS::SageMaker::NotebookInstance';
const file = folder.write('template.json', {
  Parameters: { Choice: { Type: 'String' } },
  Resources: {
    Bad: { Type: NOTEBOOK, Properties: { RootAccess: 'Enabled' } },
    Good: { Type: NOTEBOOK, Properties: { RootAccess: 'Disabled' } },
    Open: { Type: NOTEBOOK, Properties: { RootAccess: { Ref: 'Choice' } } },
  },
});

describe('explain', () => {
  it('says of each resource what the rule looked at, and its verdict', async () => {
    const { status, stdout } = await explain(RULE, file, '--format', 'json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      rule: RULE,
      explanations: [
        {
          resource: { type: NOTEBOOK, id: 'Bad' },
          reads: [{ path: 'RootAccess', value: 'Enabled' }],
          verdict: { status: 'NON_COMPLIANT' },
          waiver: null,
        },
        { resource: { id: 'Good' }, verdict: { status: 'COMPLIANT' } },
        {
          resource: { id: 'Open' },
          reads: [{ path: 'RootAccess', unreadable: expect.stringContaining('Choice') }],
          verdict: { status: 'INSUFFICIENT_DATA' },
        },
      ],
    });
  });

  it('says it to people, too', async () => {
    const { stdout } = await explain(RULE, file);
    expect(stdout).toContain('looked at RootAccess: "Enabled"');
    expect(stdout).toContain('verdict: NON_COMPLIANT');
    expect(stdout).toMatch(/looked at RootAccess: unknown: .*Choice/);
  });

  it('says what is absent', async () => {
    const roles = folder.write('roles.json', {
      Resources: {
        Notebook: {
          Type: NOTEBOOK,
          Properties: { RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] }, SecurityGroupIds: [] },
        },
        Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
      },
    });
    const { status, stdout } = await explain('sagemaker-notebook-in-vpc', roles);
    expect(status).toBe(0);
    expect(stdout).toContain('looked at SubnetId: absent');
  });

  it('says where there is nothing to judge', async () => {
    const other = folder.write('other.json', { Resources: { T: { Type: 'AWS::SNS::Topic' } } });
    const { status, stdout } = await explain(RULE, other);
    expect(status).toBe(0);
    expect(stdout).toContain(`no ${NOTEBOOK} in`);
  });

  it.each<[string[], RegExp]>([
    [[], /explain needs a rule and a file/],
    [[RULE], /explain needs a rule and a file/],
    [['no-such-rule', file], /there is no rule no-such-rule/],
    [[RULE, 'nowhere.json'], /nowhere\.json/],
    [[RULE, folder.write('broken.json', '{')], /broken\.json/],
    [[RULE, folder.path], /expected a file/],
  ])('%j: status 2 and one line', async (args, message) => {
    const { status, stdout, stderr } = await explain(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
  });
});

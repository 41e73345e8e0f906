import { BedrockClient, PutModelInvocationLoggingConfigurationCommand } from '@aws-sdk/client-bedrock';
import { describe, expect, it } from 'vitest';
import { HERE, notebookArn, ONLY_NOTEBOOKS, SOUND, scanKit, verdictOf } from './kit.ts';

const { doorIn, folder, notebook, scanned } = scanKit();

describe('settings and waivers', () => {
  const waiver = (more: object = {}) => ({
    rule: 'sagemaker-notebook-root-access',
    scope: { resource: notebookArn('research') },
    owner: 'data science',
    requester: 'Maya Lind',
    approver: 'Jonas Berg',
    ticket: 'RISK-212',
    reason: 'a driver has to be installed by hand until the new image is out',
    approved: today(-10),
    expires: today(30),
    ...more,
  });
  const today = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

  it('a waiver for an ARN holds, and is shown in the finding', async () => {
    await notebook('Research', { ...SOUND, RootAccess: 'Enabled' });
    folder.write('assay.waivers.json', { waivers: [waiver()] });
    const { status, findings, summary } = await scanned([...ONLY_NOTEBOOKS]);
    expect(status).toBe(0);
    expect(findings).toMatchObject([{ status: 'NON_COMPLIANT', waiver: { ticket: 'RISK-212' } }]);
    expect(summary.waived).toBe(1);
  });

  it('an expired one does not, and is reported', async () => {
    await notebook('Research', { ...SOUND, RootAccess: 'Enabled' });
    folder.write('assay.waivers.json', { waivers: [waiver({ expires: today(-1) })] });
    const { status, summary } = await scanned([...ONLY_NOTEBOOKS]);
    expect(status).toBe(1);
    expect(summary.waivers).toMatchObject([{ problem: 'expired' }]);
  });

  it('an unused one is reported where the whole account was looked at, unless it is for a file', async () => {
    const scope = { scope: { file: 'template.json' } };
    folder.write('assay.waivers.json', { waivers: [waiver(), waiver(scope)] });
    process.env['AWS_REGION'] = HERE;
    const whole = await scanned([]);
    delete process.env['AWS_REGION'];
    expect(whole.summary.waivers).toMatchObject([
      { problem: 'unused', waiver: { scope: { resource: notebookArn('research') } } },
    ]);
    expect((await scanned([...ONLY_NOTEBOOKS])).summary.waivers).toEqual([]);
  });

  it('the profile of the settings chooses the rules, and the command line wins', async () => {
    await notebook('Research');
    folder.write('assay.config.json', { profile: 'sensitive' });
    const rulesOf = async (...args: string[]) =>
      new Set((await scanned([...ONLY_NOTEBOOKS, '--all', ...args])).findings.map(({ rule }) => rule));
    expect(await rulesOf()).toContain('sagemaker-notebook-imdsv2');
    expect(await rulesOf('--profile', 'baseline')).not.toContain('sagemaker-notebook-imdsv2');
  });

  it('rules about every AI resource judge what was only listed', async () => {
    await notebook('Research');
    folder.write('assay.config.json', {
      profile: 'regulated',
      rules: { 'ai-region-approved': { parameters: { regions: ['eu-west-1'] } } },
    });
    const { findings } = await scanned(['--region', HERE]);
    expect(verdictOf(findings, 'ai-region-approved', 'research')).toBe('NON_COMPLIANT');
  });

  it('the account’s own settings are judged in every Region', async () => {
    const loggingConfig = { s3Config: { bucketName: 'logs' } };
    await doorIn()
      .client(BedrockClient)
      .send(new PutModelInvocationLoggingConfigurationCommand({ loggingConfig }));
    const { findings } = await scanned([
      ...['--type', 'AWS::Bedrock::ModelInvocationLoggingConfiguration'],
      ...['--region', HERE, '--region', 'us-east-1', '--all'],
    ]);
    const rule = 'bedrock-invocation-logging-enabled';
    expect(verdictOf(findings, rule, `/${HERE}`)).toBe('COMPLIANT');
    expect(verdictOf(findings, rule, '/us-east-1')).toBe('NON_COMPLIANT');
  });
});

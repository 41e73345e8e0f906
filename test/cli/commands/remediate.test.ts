import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { run } from '../../../cli/commands/remediate.ts';
import { ran } from '../../support/command.ts';
import { deskKit } from '../remediation/kit.ts';
import { HERE, notebookArn, ROLE, SOUND, scanKit } from '../scan/kit.ts';

const { folder, notebook, made, world, doorIn } = scanKit();
const desk = deskKit();

const RULE = 'sagemaker-notebook-root-access';
const remediate = (...args: string[]) =>
  ran((given) => run(given, made), ...args, '--config', folder.path, '--region', HERE);

const ROOT = { ...SOUND, RootAccess: 'Enabled' } as const;

describe('assay remediate --dry-run', () => {
  it('prints the plan as a diff, with calls, risk, undo and brakes, and changes nothing', async () => {
    await notebook('study', ROOT);
    world().events.length = 0;
    const { status, stdout } = await remediate(RULE, notebookArn('study'), '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toContain('- RootAccess: "Enabled"\n+ RootAccess: "Disabled"');
    expect(stdout).toContain('risk      disruptive');
    for (const call of ['StopNotebookInstance', 'UpdateNotebookInstance', 'StartNotebookInstance'])
      expect(stdout).toContain(`sagemaker:${call} `);
    expect(stdout).toContain('undone by');
    expect(stdout).toContain('it is only told (kill switch)');
    expect(world().events).toEqual([]);
  });

  it('names who keeps it, and the line to change there', async () => {
    const Tags = [
      { Key: 'aws:cloudformation:stack-name', Value: 'ml' },
      { Key: 'aws:cloudformation:logical-id', Value: 'Study' },
    ];
    await notebook('study', { ...ROOT, Tags });
    const { stdout } = await remediate(RULE, notebookArn('study'), '--dry-run');
    expect(stdout).toContain('stack ml: Resources.Study.Properties: RootAccess → "Disabled"');
    expect(stdout).toContain('(kept as code)');
  });

  it('says so where nothing is to be done', async () => {
    await notebook('study', SOUND);
    const { status, stdout } = await remediate(RULE, notebookArn('study'), '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^nothing to do: /);
  });

  it('shows the switch that is on as no brake', async () => {
    await notebook('study', ROOT);
    const put = new PutParameterCommand({ Name: '/assay/remediation', Value: 'on', Type: 'String' });
    await doorIn().client(SSMClient).send(put);
    const { stdout } = await remediate(RULE, notebookArn('study'), '--dry-run');
    expect(stdout).not.toContain('kill switch');
  });

  it('lets no control character of a name into a terminal', async () => {
    await doorIn()
      .client(SageMakerClient)
      .send(
        new CreateNotebookInstanceCommand({
          NotebookInstanceName: 'study',
          InstanceType: 'ml.t3.medium',
          RoleArn: ROLE,
          RootAccess: 'Enabled',
          Tags: [{ Key: 'terraform', Value: 'a\u2028b' }],
        }),
      );
    const { stdout } = await remediate(RULE, notebookArn('study'), '--dry-run');
    // It is told, and so might have been let through.
    expect(stdout).toMatch(/terraform=a.+b/);
    expect(stdout).not.toContain('\u2028');
  });
});

describe('assay remediate', () => {
  it('asks the desk for it, signed, with the finding’s own id', async () => {
    await notebook('study', ROOT);
    desk.answer(202, { plan: 'plan-1' });
    const { status, stdout } = await remediate(
      RULE,
      notebookArn('study'),
      '--reason',
      'audit',
      '--desk',
      desk.url(),
    );
    expect(status).toBe(0);
    expect(stdout).toContain('plan: plan-1');
    const [request] = desk.asked;
    expect(JSON.parse(request?.body ?? '')).toEqual({
      do: 'request',
      finding: expect.stringMatching(/^assay\/[0-9a-f]{64}$/),
      rule: RULE,
      key: `111122223333/${HERE}/AWS::SageMaker::NotebookInstance/study`,
      reason: 'audit',
    });
    expect(request?.headers['authorization']).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-central-1\/lambda\/aws4_request, /,
    );
  });

  it('ends with 1 where the desk refuses', async () => {
    await notebook('study', ROOT);
    desk.answer(404, { refused: 'no such finding is known here' });
    const { status, stderr } = await remediate(
      RULE,
      notebookArn('study'),
      '--reason',
      'x',
      '--desk',
      desk.url(),
    );
    expect(status).toBe(1);
    expect(stderr).toContain('no such finding is known here');
  });

  it('clears what is held', async () => {
    desk.answer(200, { cleared: 'undone' });
    const { status } = await remediate('assay/1', '--clear', '--reason', 'looked into', '--desk', desk.url());
    expect(status).toBe(0);
    expect(JSON.parse(desk.asked[0]?.body ?? '')).toMatchObject({ do: 'clear', finding: 'assay/1' });
  });

  it.each([
    ['nothing', []],
    ['a rule that nothing repairs', ['sagemaker-notebook-in-vpc', notebookArn('study'), '--dry-run']],
    ['a word that is no finding', ['study', '--dry-run']],
    ['no reason', [RULE, notebookArn('study')]],
    ['too many operands', [RULE, 'a', 'b', '--dry-run']],
  ])('ends with 2 for %s', async (_what, args) => {
    expect((await remediate(...args)).status).toBe(2);
  });

  it.each([
    ['a resource that is not there', [RULE, notebookArn('none'), '--dry-run']],
    ['a finding that Security Hub has not', [`assay/${'0'.repeat(64)}`, '--dry-run']],
    ['a desk that nobody answers at', [`x`, '--clear', '--reason', 'x', '--desk', 'http://127.0.0.1:1/']],
  ])('ends with 3 for %s', async (_what, args) => {
    expect((await remediate(...args)).status).toBe(3);
  });
});

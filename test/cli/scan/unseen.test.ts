import { describe, expect, it } from 'vitest';
import type { MakeAws } from '../../../cli/scan/account.ts';
import { ACCOUNT, HERE, NOTEBOOK, notebookArn, ONLY_NOTEBOOKS, SOUND, scanKit, verdictOf } from './kit.ts';

const { made, notebook, scan, scanned, world } = scanKit();

describe('what cannot be seen', () => {
  it('is a type: every rule of it is INSUFFICIENT_DATA, and names the permission', async () => {
    await notebook('Research');
    world().faults.deny({ operation: 'ListNotebookInstances' });
    const { status, findings, summary } = await scanned(['--region', HERE]);
    const ours = findings.filter(({ resource }) => resource.type === NOTEBOOK);
    expect(ours.map(({ rule }) => rule)).toContain('sagemaker-notebook-root-access');
    for (const finding of ours) {
      expect(finding).toMatchObject({
        status: 'INSUFFICIENT_DATA',
        resource: {
          id: `arn:aws:assay:${HERE}:${ACCOUNT}:sagemaker-notebook-instance/${HERE}`,
          region: HERE,
        },
        because: `${NOTEBOOK} could not be listed: access denied: sagemaker:ListNotebookInstances`,
      });
    }
    expect(summary.unlisted).toContainEqual({
      type: NOTEBOOK,
      region: HERE,
      outcome: 'denied',
      because: 'access denied: sagemaker:ListNotebookInstances',
    });
    expect(summary.unknown).toBeGreaterThanOrEqual(ours.length);
    // No invocation is logged, in this account: a finding of its own.
    expect(status).toBe(1);
  });

  it('is one resource: its rules alone are unknown', async () => {
    await notebook('Sound', SOUND);
    await notebook('Hidden', SOUND);
    world().faults.deny({
      operation: 'DescribeNotebookInstance',
      when: ({ input }) => Object(input).NotebookInstanceName === 'Hidden',
    });
    const { status, findings, summary } = await scanned([...ONLY_NOTEBOOKS]);
    expect(status).toBe(0);
    expect(new Set(findings.map(({ resource }) => resource.id))).toEqual(new Set([notebookArn('hidden')]));
    expect(findings.map(({ because }) => because)).toEqual(
      findings.map(() => 'access denied: sagemaker:DescribeNotebookInstance'),
    );
    expect(summary).toMatchObject({ resources: 2, unread: 1, unknown: 3 });
    expect((await scan(...ONLY_NOTEBOOKS, '--fail-on-unknown')).status).toBe(1);
  });

  it('is no finding where the Region lacks the service', async () => {
    await notebook('Sound', SOUND);
    const error = { name: 'UnknownOperationException', message: 'no such operation', statusCode: 400 };
    world().faults.add({ service: 'kendra', error });
    world().faults.add({ service: 'cloudcontrol', error });
    const { summary, findings } = await scanned(['--region', HERE, '--profile', 'sensitive']);
    expect(summary.unlisted).toContainEqual(
      expect.objectContaining({ type: 'AWS::Kendra::Index', outcome: 'unavailable' }),
    );
    expect(findings.filter(({ resource }) => resource.type === 'AWS::Kendra::Index')).toEqual([]);
  });

  it('does not count what has gone since it was listed', async () => {
    await notebook('Gone');
    await notebook('Sound', SOUND);
    const message = 'RecordNotFound';
    world().faults.add({
      operation: 'DescribeNotebookInstance',
      when: ({ input }) => Object(input).NotebookInstanceName === 'Gone',
      error: { name: 'ValidationException', message, statusCode: 400 },
    });
    const { status, summary, findings } = await scanned([...ONLY_NOTEBOOKS]);
    expect([status, summary.resources, findings]).toEqual([0, 1, []]);
  });

  it('is an answer that nobody can use: that type is unknown, the others are judged', async () => {
    await notebook('Research');
    const broken: MakeAws = (options) => {
      const aws = made(options);
      return {
        ...aws,
        client(Client, region) {
          if (Client.name === 'BedrockClient') throw new TypeError('Invalid RFC-3339 date-time value');
          return aws.client(Client, region);
        },
      };
    };
    const { status, findings, summary } = await scanned(['--region', HERE], { make: broken });
    expect(status).toBe(1);
    expect(summary.unlisted).toContainEqual({
      type: 'AWS::Bedrock::Guardrail',
      region: HERE,
      outcome: 'failed',
      because: 'the answer could not be used: TypeError: Invalid RFC-3339 date-time value',
    });
    expect(verdictOf(findings, 'sagemaker-notebook-root-access', 'research')).toBe('NON_COMPLIANT');
  });

  it('is a Region in which nobody answers: its types are unknown, the other Region is judged', async () => {
    await notebook('Research');
    const error = { name: 'InvalidClientTokenId', message: 'the token is not valid here', statusCode: 403 };
    world().faults.add({
      operation: 'GetCallerIdentity',
      when: ({ region }) => region === 'us-east-1',
      error,
    });
    const { findings, summary } = await scanned([...ONLY_NOTEBOOKS, '--region', 'us-east-1']);
    expect(verdictOf(findings, 'sagemaker-notebook-root-access', 'research')).toBe('NON_COMPLIANT');
    expect(verdictOf(findings, 'sagemaker-notebook-root-access', 'us-east-1')).toBe('INSUFFICIENT_DATA');
    expect(summary.unlisted).toMatchObject([{ type: NOTEBOOK, region: 'us-east-1', outcome: 'failed' }]);
  });
});

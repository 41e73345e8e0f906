import {
  type AwsSecurityFinding,
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  CreateAutomationRuleCommand,
  DescribeHubCommand,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

const at = (minute: number) => `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`;

/** What Security Hub promises to a provider of findings and to those who work on them. */
export function securityhubContract(open: () => Endpoint): void {
  const opened = async (isEnabled = true) => {
    const endpoint = open();
    const { account, region } = endpoint;
    const hub = endpoint.client(SecurityHubClient);
    if (isEnabled) await hub.send(new EnableSecurityHubCommand({}));
    const ProductArn = `arn:aws:securityhub:${region}:${account}:product/${account}/default`;
    const finding = (minute: number, more: Partial<AwsSecurityFinding> = {}): AwsSecurityFinding => ({
      SchemaVersion: '2018-10-08',
      Id: 'assay/1',
      ProductArn,
      GeneratorId: 'sagemaker-notebook-root',
      AwsAccountId: account,
      CreatedAt: at(0),
      UpdatedAt: at(minute),
      Title: 'root access',
      Description: 'root access is on',
      Resources: [{ Type: 'Other', Id: 'arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/n' }],
      Compliance: { Status: 'FAILED' },
      FindingProviderFields: { Severity: { Label: 'HIGH' }, Types: ['Software and Configuration Checks'] },
      ...more,
    });
    const put = (...Findings: AwsSecurityFinding[]) => hub.send(new BatchImportFindingsCommand({ Findings }));
    const update = (change: object) =>
      hub.send(
        new BatchUpdateFindingsCommand({ FindingIdentifiers: [{ Id: 'assay/1', ProductArn }], ...change }),
      );
    const get = async () => {
      const Filters = { Id: [{ Value: 'assay/1', Comparison: 'EQUALS' as const }] };
      return (await hub.send(new GetFindingsCommand({ Filters }))).Findings?.[0];
    };
    return { endpoint, hub, ProductArn, finding, put, update, get };
  };

  describe('importing findings into Security Hub', () => {
    it('fills what the provider leaves open', async () => {
      const { endpoint, finding, put, get } = await opened();
      expect(await put(finding(1))).toMatchObject({ SuccessCount: 1, FailedCount: 0 });
      expect(await get()).toMatchObject({
        Region: endpoint.region,
        RecordState: 'ACTIVE',
        Workflow: { Status: 'NEW' },
        Severity: { Label: 'HIGH', Normalized: 70 },
        Types: ['Software and Configuration Checks'],
      });
    });

    it.each([
      ['later', 3, 'second'],
      ['equal', 2, 'first'],
      ['earlier', 1, 'first'],
    ])('under the same id counts only when its UpdatedAt is later: %s', async (_how, minute, title) => {
      const { finding, put, get } = await opened();
      await put(finding(2, { Title: 'first' }));
      expect(await put(finding(minute, { Title: 'second' }))).toMatchObject({ SuccessCount: 1 });
      expect((await get())?.Title).toBe(title);
    });

    it('fails one by one', async () => {
      const { finding, put } = await opened();
      const answer = await put(
        finding(1),
        finding(1, { Id: 'assay/2', Title: 'x'.repeat(257) }),
        finding(1, { Id: 'assay/3', AwsAccountId: '999999999999' }),
      );
      expect(answer).toMatchObject({
        SuccessCount: 1,
        FailedCount: 2,
        FailedFindings: [
          { Id: 'assay/2', ErrorCode: 'InvalidInput' },
          { Id: 'assay/3', ErrorCode: 'InvalidAccess' },
        ],
      });
    });

    it('fails finding by finding where Security Hub is off', async () => {
      const { hub, finding, put } = await opened(false);
      expect((await put(finding(1))).FailedFindings).toMatchObject([{ ErrorCode: 'InvalidAccess' }]);
      const asked = hub.send(new DescribeHubCommand({}));
      expect((await refusal(asked)).name).toBe('InvalidAccessException');
    });

    it('takes no more than 100 at once', async () => {
      const { finding, put } = await opened();
      const many = Array.from({ length: 101 }, (_one, index) => finding(1, { Id: `assay/${index}` }));
      expect((await refusal(put(...many))).name).toBe('InvalidInputException');
    });

    it('leaves alone what belongs to the customer', async () => {
      const { finding, put, update, get } = await opened();
      await put(finding(1));
      await update({
        Note: { Text: 'known', UpdatedBy: 'analyst' },
        Workflow: { Status: 'SUPPRESSED' },
        Severity: { Label: 'LOW' },
        UserDefinedFields: { ticket: '7' },
      });
      await put(finding(2, { Title: 'again', Workflow: { Status: 'NEW' } }));
      expect(await get()).toMatchObject({
        Title: 'again',
        Note: { Text: 'known', UpdatedBy: 'analyst' },
        Workflow: { Status: 'SUPPRESSED' },
        Severity: { Label: 'LOW' },
        UserDefinedFields: { ticket: '7' },
        FindingProviderFields: { Severity: { Label: 'HIGH' } },
      });
    });
  });

  describe('the workflow of a finding', () => {
    const PASSED = { Compliance: { Status: 'PASSED' as const } };
    const FAILED = { Compliance: { Status: 'FAILED' as const } };
    const ARCHIVED = { RecordState: 'ARCHIVED' as const };

    it.each([
      ['RESOLVED', 'PASSED to FAILED', PASSED, FAILED, 'NEW'],
      ['NOTIFIED', 'PASSED to FAILED', PASSED, FAILED, 'NEW'],
      ['RESOLVED', 'archived to active', { ...PASSED, ...ARCHIVED }, PASSED, 'NEW'],
      ['RESOLVED', 'FAILED to FAILED', FAILED, FAILED, 'RESOLVED'],
      ['RESOLVED', 'FAILED to PASSED', FAILED, PASSED, 'RESOLVED'],
      ['SUPPRESSED', 'PASSED to FAILED', PASSED, FAILED, 'SUPPRESSED'],
    ] as const)('%s, as it goes from %s', async (Status, _how, before, after, expected) => {
      const { finding, put, update, get } = await opened();
      await put(finding(1, before));
      await update({ Workflow: { Status } });
      await put(finding(2, after));
      expect((await get())?.Workflow?.Status).toBe(expected);
    });

    it('is changed without moving UpdatedAt', async () => {
      const { finding, put, update, get } = await opened();
      await put(finding(1));
      const answer = await update({ Workflow: { Status: 'RESOLVED' } });
      expect(answer.UnprocessedFindings).toEqual([]);
      expect(await get()).toMatchObject({ UpdatedAt: at(1), Workflow: { Status: 'RESOLVED' } });
    });

    it('of a finding that is not there is left unprocessed', async () => {
      const { update } = await opened();
      const answer = await update({ Workflow: { Status: 'RESOLVED' } });
      expect(answer).toMatchObject({
        ProcessedFindings: [],
        UnprocessedFindings: [{ FindingIdentifier: { Id: 'assay/1' }, ErrorCode: 'FindingNotFound' }],
      });
    });
  });

  it('GetFindings joins affirmative comparisons by OR and negative ones by AND, page by page', async () => {
    const { hub, finding, put } = await opened();
    await put(...['a', 'b', 'c'].map((Id, index) => finding(index + 1, { Id, Title: `title ${Id}` })));
    const ids = async (Title: { Value: string; Comparison: 'EQUALS' | 'PREFIX' | 'NOT_EQUALS' }[]) => {
      const { Findings } = await hub.send(new GetFindingsCommand({ Filters: { Title } }));
      return Findings?.map(({ Id }) => Id);
    };
    const equals = (Value: string) => ({ Value, Comparison: 'EQUALS' as const });
    const not = (Value: string) => ({ Value, Comparison: 'NOT_EQUALS' as const });
    expect(await ids([equals('title a'), equals('title b')])).toEqual(['b', 'a']);
    expect(await ids([not('title a'), not('title b')])).toEqual(['c']);
    expect(await ids([{ Value: 'title', Comparison: 'PREFIX' }, not('title c')])).toEqual(['b', 'a']);
    const first = await hub.send(new GetFindingsCommand({ MaxResults: 2 }));
    const second = await hub.send(new GetFindingsCommand({ MaxResults: 2, NextToken: first.NextToken }));
    expect([first.Findings?.length, second.Findings?.length, second.NextToken]).toEqual([2, 1, undefined]);
  });

  it('an automation rule changes what is imported, and only what it means', async () => {
    const { hub, finding, put, get } = await opened();
    await hub.send(
      new CreateAutomationRuleCommand({
        RuleName: 'suppress',
        RuleOrder: 1,
        Description: 'a second opinion',
        Criteria: { Title: [{ Value: 'second ', Comparison: 'PREFIX' }] },
        Actions: [
          {
            Type: 'FINDING_FIELDS_UPDATE',
            FindingFieldsUpdate: {
              Workflow: { Status: 'SUPPRESSED' },
              Note: { Text: 'see assay/2', UpdatedBy: 'assay' },
            },
          },
        ],
      }),
    );
    await put(finding(1, { Title: 'first opinion' }));
    expect((await get())?.Workflow?.Status).toBe('NEW');
    await put(finding(2, { Title: 'second opinion' }));
    expect(await get()).toMatchObject({ Workflow: { Status: 'SUPPRESSED' }, Note: { Text: 'see assay/2' } });
  });
}

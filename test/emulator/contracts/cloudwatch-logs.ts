import {
  AssociateKmsKeyCommand,
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DisassociateKmsKeyCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { allPages, type Endpoint, refusal } from '../kit.ts';

/** What CloudWatch Logs promises about log groups. */
export function cloudwatchLogsContract(open: () => Endpoint): void {
  const opened = async (...names: string[]) => {
    const endpoint = open();
    const logs = endpoint.client(CloudWatchLogsClient);
    for (const logGroupName of names) await logs.send(new CreateLogGroupCommand({ logGroupName }));
    return { endpoint, logs };
  };

  describe('a log group', () => {
    it('takes a key and a retention, and has two ARNs', async () => {
      const { endpoint, logs } = await opened('/ml/a');
      const kmsKeyId = `arn:aws:kms:${endpoint.region}:${endpoint.account}:key/1`;
      await logs.send(new AssociateKmsKeyCommand({ logGroupName: '/ml/a', kmsKeyId }));
      await logs.send(new PutRetentionPolicyCommand({ logGroupName: '/ml/a', retentionInDays: 30 }));
      const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/ml' }));
      const arn = `arn:aws:logs:${endpoint.region}:${endpoint.account}:log-group:/ml/a`;
      expect(logGroups).toMatchObject([
        { logGroupName: '/ml/a', kmsKeyId, retentionInDays: 30, arn: `${arn}:*` },
      ]);
      await logs.send(new DisassociateKmsKeyCommand({ logGroupName: '/ml/a' }));
      const after = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/ml' }));
      expect(after.logGroups?.[0]).not.toHaveProperty('kmsKeyId');
      expect(after.logGroups?.[0]?.retentionInDays).toBe(30);
    });

    it('is found by its prefix, page by page in the order of names', async () => {
      const { logs } = await opened('/ml/c', '/ml/a', '/other', '/ml/b');
      const { rows, pages } = await allPages(async (nextToken) => {
        const input = { logGroupNamePrefix: '/ml', limit: 2, nextToken };
        const page = await logs.send(new DescribeLogGroupsCommand(input));
        return { rows: page.logGroups, token: page.nextToken };
      });
      expect(rows.map(({ logGroupName }) => logGroupName)).toEqual(['/ml/a', '/ml/b', '/ml/c']);
      expect(pages).toBe(2);
    });

    it('is refused under a name that is taken, and not found once it is deleted', async () => {
      const { logs } = await opened('/ml/a');
      const again = logs.send(new CreateLogGroupCommand({ logGroupName: '/ml/a' }));
      expect((await refusal(again)).name).toBe('ResourceAlreadyExistsException');
      await logs.send(new DeleteLogGroupCommand({ logGroupName: '/ml/a' }));
      expect((await logs.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
      const gone = logs.send(new DeleteLogGroupCommand({ logGroupName: '/ml/a' }));
      expect((await refusal(gone)).name).toBe('ResourceNotFoundException');
    });

    it('carries tags until it is deleted', async () => {
      const { endpoint, logs } = await opened('/ml/a');
      const resourceArn = `arn:aws:logs:${endpoint.region}:${endpoint.account}:log-group:/ml/a`;
      await logs.send(new TagResourceCommand({ resourceArn, tags: { a: '1', b: '2' } }));
      await logs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
      const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn }));
      expect(tags).toEqual({ b: '2' });
      await logs.send(new DeleteLogGroupCommand({ logGroupName: '/ml/a' }));
      const gone = logs.send(new ListTagsForResourceCommand({ resourceArn }));
      expect((await refusal(gone)).name).toBe('ResourceNotFoundException');
    });
  });
}

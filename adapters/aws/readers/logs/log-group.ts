import type { Json } from '../../../../resources/resource.ts';
import { arnOf } from '../../arn.ts';
import { toCloudFormation } from '../../cloudformation.ts';
import { eachRow } from '../../pages.ts';
import { defineReader, type Reading } from '../../reader.ts';
import { tagList } from '../../tags.ts';

const type = 'AWS::Logs::LogGroup';

const NOT_READ = 'not read: no rule asks for it';

type Action = 'logs:DescribeLogGroups' | 'logs:ListTagsForResource';

export default defineReader({
  type,
  actions: ['logs:DescribeLogGroups', 'logs:ListTagsForResource'],
  unread: { DataProtectionPolicy: NOT_READ, FieldIndexPolicies: NOT_READ, ResourcePolicyDocument: NOT_READ },
  async read(reading) {
    const group = await groupNamed(reading);
    if (group === undefined) return { outcome: 'not-found' };
    const arn = group.logGroupArn ?? arnOf(reading.ref, 'logs', `log-group:${reading.ref.id}`);
    const Tags = await tagsOf(reading, arn);
    return {
      properties: { ...toCloudFormation(group, type), Tags },
      arn,
      createdAt: group.creationTime === undefined ? undefined : new Date(group.creationTime),
    };
  },
});

/** There is no describing one alone: its name is the first that begins like it, but pages may come empty. */
async function groupNamed({ ref, aws, ask }: Reading<Action>) {
  const { CloudWatchLogsClient, DescribeLogGroupsCommand } = await import('../../clients/cloudwatch-logs.ts');
  const client = aws.client(CloudWatchLogsClient, ref.region);
  const beginningSo = eachRow(async (nextToken) => {
    const input = { logGroupNamePrefix: ref.id, nextToken };
    const page = await ask('logs:DescribeLogGroups', () => client.send(new DescribeLogGroupsCommand(input)));
    return { rows: page.logGroups, next: page.nextToken };
  });
  for await (const group of beginningSo) if (group.logGroupName === ref.id) return group;
  return undefined;
}

async function tagsOf({ ref, aws, aside }: Reading<Action>, resourceArn: string | undefined) {
  const { CloudWatchLogsClient, ListTagsForResourceCommand } = await import(
    '../../clients/cloudwatch-logs.ts'
  );
  const client = aws.client(CloudWatchLogsClient, ref.region);
  return aside('logs:ListTagsForResource', async (): Promise<Json[]> => {
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    return tagList(tags);
  });
}

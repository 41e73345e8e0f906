import { arnIn, pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::Logs::LogGroup',
  action: 'logs:DescribeLogGroups',
  async open(aws, where) {
    const { CloudWatchLogsClient, DescribeLogGroupsCommand } = await import(
      '../../clients/cloudwatch-logs.ts'
    );
    const client = aws.client(CloudWatchLogsClient, where.region);
    return async (nextToken) => {
      const page = await client.send(new DescribeLogGroupsCommand({ nextToken, limit: 50 }));
      // The member called `arn` ends in `:*` and means the streams.
      const rows = page.logGroups?.map(({ logGroupName: id }) => ({
        id,
        arn: arnIn(where, 'logs', `log-group:${id}`),
      }));
      return { rows, next: page.nextToken };
    };
  },
});

import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import reader from '../../../../../adapters/aws/readers/logs/log-group.ts';
import { answering } from '../../answers.ts';
import { readerContract } from '../../contract.ts';
import { emulatedAws, readOf, refOf } from '../../kit.ts';

const type = 'AWS::Logs::LogGroup';
const ref = refOf(type, '/bedrock/prompts');
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

describe(type, () => {
  readerContract({
    reader,
    main: { service: 'cloudwatch-logs', operation: 'DescribeLogGroups' },
    part: { operation: 'ListTagsForResource', member: 'Tags' },
    missing: ref,
    async make({ door }) {
      const logs = door.client(CloudWatchLogsClient);
      await logs.send(
        new CreateLogGroupCommand({ logGroupName: ref.id, kmsKeyId: KEY, tags: { team: 'ml' } }),
      );
      return ref;
    },
    properties: {
      LogGroupName: '/bedrock/prompts',
      KmsKeyId: KEY,
      LogGroupClass: 'STANDARD',
      Tags: [{ Key: 'team', Value: 'ml' }],
    },
  });

  it('has the ARN of the group, not that of its streams', async () => {
    const { door, aws } = emulatedAws();
    await door.client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName: ref.id }));
    expect(readOf(await reader.read(ref, aws), reader).arn).toBe(
      'arn:aws:logs:eu-central-1:111122223333:log-group:/bedrock/prompts',
    );
  });

  it('is not its namesake with a longer name', async () => {
    const { door, aws } = emulatedAws();
    const logGroupName = `${ref.id}/old`;
    await door.client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName }));
    expect(await reader.read(ref, aws)).toEqual({ outcome: 'not-found' });
  });

  it('is found behind a page that came empty', async () => {
    const aws = answering(({ operation, input }) => {
      if (operation !== 'DescribeLogGroups') return {};
      return 'nextToken' in input && input.nextToken
        ? { logGroups: [{ logGroupName: ref.id }] }
        : { logGroups: [], nextToken: 'more' };
    });
    expect(await reader.read(ref, aws)).toMatchObject({ outcome: 'read' });
  });
});

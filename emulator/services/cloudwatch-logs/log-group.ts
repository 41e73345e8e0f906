import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { createTags } from '../../tags.ts';

type Stored = LogGroup & { logGroupName: string; logGroupArn: string };

const groups = createTable<Stored>();
const tags = createTags();

export const logGroup = {
  CreateLogGroup(input, call) {
    const { tags: given, ...rest } = input;
    if (groups.get(call, input.logGroupName)) {
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
    }
    const logGroupArn = call.arn(`log-group:${input.logGroupName}`);
    groups.put(call, input.logGroupName, {
      logGroupClass: 'STANDARD',
      ...rest,
      logGroupArn,
      // The older member names the streams of the group.
      arn: `${logGroupArn}:*`,
      creationTime: call.nowMs,
      metricFilterCount: 0,
      storedBytes: 0,
    });
    tags.start(call, logGroupArn, given ?? {});
    return {};
  },

  DescribeLogGroups(input, call) {
    const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupIdentifiers: names } = input;
    if (prefix !== undefined && pattern !== undefined) {
      throw new AwsError('InvalidParameterException', 'A prefix and a pattern cannot be given together');
    }
    const found = groups
      .list(call)
      .filter(({ logGroupName: name, logGroupArn: arn }) => {
        const isNamed = names === undefined || names.includes(name) || names.includes(arn);
        return (
          isNamed &&
          name.startsWith(prefix ?? '') &&
          name.toLowerCase().includes((pattern ?? '').toLowerCase())
        );
      })
      .sort((a, b) => (a.logGroupName < b.logGroupName ? -1 : 1));
    const { rows, next } = pageOf(found, {
      token: input.nextToken,
      size: input.limit,
      defaultSize: 50,
      invalidTokenCode: 'InvalidParameterException',
    });
    return { logGroups: rows, nextToken: next };
  },

  AssociateKmsKey(input, call) {
    const { logGroupName = '', kmsKeyId } = input;
    groups.put(call, logGroupName, { ...find(call, logGroupName), kmsKeyId });
    return {};
  },

  DisassociateKmsKey(input, call) {
    const { logGroupName = '' } = input;
    const { kmsKeyId: _key, ...rest } = find(call, logGroupName);
    groups.put(call, logGroupName, rest);
    return {};
  },

  PutRetentionPolicy(input, call) {
    const { logGroupName, retentionInDays } = input;
    groups.put(call, logGroupName, { ...find(call, logGroupName), retentionInDays });
    return {};
  },

  TagResource(input, call) {
    known(call, input.resourceArn);
    tags.add(call, input.resourceArn, input.tags);
    return {};
  },

  ListTagsForResource(input, call) {
    const found = known(call, input.resourceArn);
    // The model wants one tag at least.
    return { tags: Object.keys(found).length === 0 ? undefined : found };
  },

  UntagResource(input, call) {
    known(call, input.resourceArn);
    tags.remove(call, input.resourceArn, input.tagKeys);
    return {};
  },

  DeleteLogGroup(input, call) {
    const { logGroupArn } = find(call, input.logGroupName);
    groups.delete(call, input.logGroupName);
    tags.end(call, logGroupArn);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-cloudwatch-logs')>;

function find(call: Call, name: string): Stored {
  const found = groups.get(call, name);
  if (found === undefined) throw notFound();
  return found;
}

function known(call: Call, arn: string): Record<string, string> {
  const found = tags.of(call, arn);
  if (found === undefined) throw notFound();
  return found;
}

function notFound(): AwsError {
  return new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
}

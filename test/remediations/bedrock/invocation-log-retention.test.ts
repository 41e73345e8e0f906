import {
  AssociateKmsKeyCommand,
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/bedrock/invocation-log-retention.ts';
import { itPutsRight, refOf } from '../kit.ts';

const TYPE = 'AWS::Logs::LogGroup';
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const logGroupName = '/bedrock/invocations';

interface Group {
  readonly days: number;
  readonly hasKey?: boolean;
  readonly tags?: Record<string, string>;
}

const logGroup =
  ({ days, hasKey, tags }: Group) =>
  async (door: Emulated) => {
    const client = door.client(CloudWatchLogsClient);
    await client.send(new CreateLogGroupCommand({ logGroupName, ...(tags && { tags }) }));
    // Its name begins like the one that is meant.
    await client.send(new CreateLogGroupCommand({ logGroupName: `${logGroupName}-old` }));
    await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: days }));
    if (hasKey) await client.send(new AssociateKmsKeyCommand({ logGroupName, kmsKeyId: KEY }));
    return refOf(TYPE, logGroupName, `arn:aws:logs:eu-central-1:111122223333:log-group:${logGroupName}`);
  };

const scene = {
  name: 'a month',
  rule: 'bedrock-invocation-log-retention',
  make: logGroup({ days: 30 }),
} as const;

const groups = fc.record(
  {
    days: fc.constantFrom(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180),
    hasKey: fc.boolean(),
    tags: fc.constant({ owner: 'chat' }),
  },
  { requiredKeys: ['days'] },
);

itPutsRight(remediation, [scene], {
  anyScene: groups.map((each) => ({ ...scene, make: logGroup(each as Group) })),
});

describe('how long logs are kept afterwards', () => {
  const resource = { ...refOf(TYPE, logGroupName), source: 'live' as const, properties: {} };
  const planned = (retentionInDays: number | undefined, expected: string) =>
    remediation.plan({
      resource,
      before: { retentionInDays },
      rule: scene.rule,
      observations: [{ path: 'RetentionInDays', expected, actual: retentionInDays ?? null }],
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it.each([
    [184, 365],
    [365, 365],
    [365.5, 400],
    [366, 400],
    [3653, 3653],
  ])('at least %d days asked for are %d days', (minimum, days) => {
    expect(planned(30, `at least ${minimum}`)).toMatchObject({
      changes: [{ path: 'RetentionInDays', before: 30, after: days }],
      steps: [
        { call: { input: { retentionInDays: days } }, undo: { call: { input: { retentionInDays: 30 } } } },
      ],
    });
  });

  it.each([
    ['more days than CloudWatch Logs takes', 30, 'at least 3654', 'takes no 3654 days'],
    ['a finding that tells no days', 30, 'longer', 'does not tell'],
    ['a retention that is long enough by now', 365, 'at least 184', 'it is so already'],
    ['events that never expire by now', undefined, 'at least 184', 'it is so already'],
  ])('%s are refused', (_name, had, expected, because) => {
    expect(planned(had, expected)).toEqual({ refused: expect.stringContaining(because) });
  });
});

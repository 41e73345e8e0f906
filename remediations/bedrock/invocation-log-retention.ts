import type {
  DescribeLogGroupsCommandInput,
  PutRetentionPolicyCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { apiCall, type Condition, change, defineRemediation, draft, refuse } from '../remediation.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export default defineRemediation({
  id: 'bedrock-invocation-log-retention',
  title: 'Keep invocation logs for the shortest time that is long enough',
  resourceType: 'AWS::Logs::LogGroup',
  repairs: ['bedrock-invocation-log-retention'],
  risk: 'safe',
  breaks:
    'Nothing: events expire later. They cost storage for longer, and so long prompts and answers of people stay; whoever ' +
    'takes it back has what is older deleted.',
  permissions: ['logs:DescribeLogGroups', 'logs:PutRetentionPolicy'],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
  ],

  async read({ id }, ask) {
    const { logGroups } = await ask(describe(id));
    const groups = Array.isArray(logGroups) ? logGroups.map(Object) : [];
    return { retentionInDays: groups.find(({ logGroupName }) => logGroupName === id)?.retentionInDays };
  },

  plan({ resource: { id }, before: { retentionInDays: had }, observations }) {
    const minimum = minimumIn(observations);
    if (minimum === undefined) return refuse('the finding does not tell how long logs must be kept');
    if (typeof had !== 'number' || had >= minimum) return refuse('it is so already');
    const days = DAYS.find((each) => each >= minimum);
    if (days === undefined) {
      return refuse(`CloudWatch Logs takes no ${minimum} days; delete the retention and nothing expires`);
    }
    return draft([change('RetentionInDays', had, days)], [{ ...keeping(id, days), undo: keeping(id, had) }]);
  },
});

/** The rule says `at least 184`. */
function minimumIn(observations: readonly { readonly expected: unknown }[]): number | undefined {
  const [days] = observations.flatMap(
    ({ expected }) => /^at least (\d+(?:\.\d+)?)$/.exec(String(expected))?.[1] ?? [],
  );
  return days === undefined ? undefined : Number(days);
}

// Names that begin like it come too; its own is the first.
const describe = (logGroupNamePrefix: string) =>
  apiCall<DescribeLogGroupsCommandInput>('cloudwatch-logs', 'DescribeLogGroups', { logGroupNamePrefix });

const keeping = (logGroupName: string, retentionInDays: number) => ({
  call: apiCall<PutRetentionPolicyCommandInput>('cloudwatch-logs', 'PutRetentionPolicy', {
    logGroupName,
    retentionInDays,
  }),
  until: {
    call: describe(logGroupName),
    expect: {},
    includes: { logGroups: { logGroupName, retentionInDays } },
  } satisfies Condition,
});

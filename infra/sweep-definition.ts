import { SWEEP_SCHEMA } from '../engine/look.ts';

/** One list to be made, in each account. */
export interface List {
  readonly type: string;
  readonly region: string;
}

export interface SweepParts {
  readonly partition: string;
  /** Makes one list. */
  readonly functionArn: string;
  readonly accounts: readonly string[];
  readonly lists: readonly List[];
  /** How long one list may take; shorter than an Express execution lives, which is five minutes. */
  readonly timeoutSeconds: number;
}

/** What passes between states: 256 KiB, of which a list takes at most so much. */
const MAX_LISTS = 2000;

/** Nothing but what the next state needs: the answers of thousands of lists would not fit. */
const FORGET = { ResultPath: null, OutputPath: null };

/**
 * The sweep in the States Language (JSONPath): for each account, each list by itself in an Express execution, so that
 * one that fails or hangs fails alone.
 * @throws RangeError for more lists than an execution can pass on
 */
export function sweepDefinition({ accounts, lists, ...parts }: SweepParts): object {
  if (lists.length > MAX_LISTS) {
    throw new RangeError(
      `${lists.length} lists an account are more than ${MAX_LISTS}: watch fewer Regions from here`,
    );
  }
  return {
    Comment: 'Lists everything that is judged, and asks for a look at it',
    StartAt: 'What',
    States: {
      What: { Type: 'Pass', Result: { accounts, lists }, Next: 'Accounts' },
      Accounts: distributed('STANDARD', {
        Label: 'Accounts',
        ItemsPath: '$.accounts',
        ItemSelector: { 'account.$': '$$.Map.Item.Value', 'lists.$': '$.lists' },
        MaxConcurrency: 2,
        processor: { StartAt: 'Lists', States: { Lists: eachList(parts) } },
      }),
    },
  };
}

const eachList = (parts: Pick<SweepParts, 'partition' | 'functionArn' | 'timeoutSeconds'>): object =>
  distributed('EXPRESS', {
    Label: 'Lists',
    ItemsPath: '$.lists',
    ItemSelector: {
      schema: SWEEP_SCHEMA,
      'type.$': '$$.Map.Item.Value.type',
      'region.$': '$$.Map.Item.Value.region',
      'account.$': '$.account',
      'requestedAt.$': '$$.Execution.StartTime',
    },
    MaxConcurrency: 4,
    processor: {
      StartAt: 'List',
      States: {
        List: list(parts),
        // The function has told why, in a metric and in its log.
        NotListed: { Type: 'Pass', Result: {}, End: true },
      },
    },
  });

interface MapParts {
  readonly Label: string;
  readonly ItemsPath: string;
  readonly ItemSelector: object;
  readonly MaxConcurrency: number;
  readonly processor: object;
}

const distributed = (ExecutionType: 'STANDARD' | 'EXPRESS', { processor, ...map }: MapParts): object => ({
  Type: 'Map',
  ...map,
  ToleratedFailurePercentage: 100,
  ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType }, ...processor },
  ...FORGET,
  End: true,
});

const list = ({
  partition,
  functionArn,
  timeoutSeconds,
}: Pick<SweepParts, 'partition' | 'functionArn' | 'timeoutSeconds'>): object => ({
  Type: 'Task',
  Resource: `arn:${partition}:states:::lambda:invoke`,
  Parameters: { FunctionName: functionArn, 'Payload.$': '$' },
  TimeoutSeconds: timeoutSeconds,
  Retry: [
    {
      ErrorEquals: [
        'TransientError',
        'Lambda.TooManyRequestsException',
        'Lambda.ServiceException',
        'Lambda.SdkClientException',
      ],
      IntervalSeconds: 5,
      MaxAttempts: 3,
      BackoffRate: 2,
      JitterStrategy: 'FULL',
    },
  ],
  Catch: [{ ErrorEquals: ['States.ALL'], Next: 'NotListed' }],
  ...FORGET,
  End: true,
});

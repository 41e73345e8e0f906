export interface RemediationParts {
  readonly partition: string;
  /** ARNs by deed. */
  readonly functions: Readonly<Record<'plan' | 'ask' | 'apply' | 'verify' | 'record', string>>;
  /** How long an approval is waited for. */
  readonly approvalSeconds: number;
}

type State = Readonly<Record<string, unknown>>;

/** Nobody was at work: of a herd, each gets its turn within hours. */
const RETRY_THROTTLED = {
  ErrorEquals: ['Lambda.TooManyRequestsException'],
  IntervalSeconds: 5,
  MaxAttempts: 60,
  BackoffRate: 1.5,
  MaxDelaySeconds: 300,
  JitterStrategy: 'FULL',
};

/** Tried again, so often and no more: what Lambda and the functions themselves call transient. */
const RETRY = [
  RETRY_THROTTLED,
  {
    ErrorEquals: [
      'TransientError',
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.Unknown',
      'States.Timeout',
    ],
    IntervalSeconds: 5,
    MaxAttempts: 6,
    BackoffRate: 2,
    MaxDelaySeconds: 60,
    JitterStrategy: 'FULL',
  },
];

/** How it ended has to be written down, whatever is in the way of it for a quarter of an hour. */
const RETRY_RECORD = [
  RETRY_THROTTLED,
  { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: 18, BackoffRate: 2, MaxDelaySeconds: 60 },
];

/** What a function may take: Lambda's own limit is longer than that of the function. */
const TIMEOUT_SECONDS = 300;

const catchAll = (Next: string) => [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next }];

/** A function's answer takes the place of the state's input. */
const answered = { ResultSelector: { 'answer.$': '$.Payload' }, OutputPath: '$.answer' };

const choice = (
  outcomes: Readonly<Record<string, string>>,
  Default: string,
  Variable = '$.outcome',
): State => ({
  Type: 'Choice',
  Choices: Object.entries(outcomes).map(([StringEquals, Next]) => ({
    Variable,
    StringEquals,
    Next,
  })),
  Default,
});

const pause = (Next: string): State => ({ Type: 'Wait', SecondsPath: '$.waitSeconds', Next });

/**
 * A remediation in the States Language (JSONPath): plan, decide, be approved, take, apply and settle, verify by judging
 * again, record; undone where anything of it fails. Whatever happens ends in a record. An undoing that is stuck fails at
 * a task, so that an execution that is redriven goes on from there.
 */
export function remediationDefinition({ partition, functions, approvalSeconds }: RemediationParts): object {
  const invoke = (deed: keyof RemediationParts['functions'], Payload: object, more: object): State => ({
    Type: 'Task',
    Resource: `arn:${partition}:states:::lambda:invoke`,
    Parameters: { FunctionName: functions[deed], Payload },
    TimeoutSeconds: TIMEOUT_SECONDS,
    Retry: RETRY,
    ...answered,
    ...more,
  });
  const id = { 'id.$': '$.id' };
  const recorded = (end: string, more: object, Next = 'Ended'): State =>
    invoke('record', { ...id, end, ...more }, { Retry: RETRY_RECORD, Next });
  const said = { 'because.$': '$.because' };
  const thrown = { 'error.$': '$.error' };
  // Beside why it is undone, which the record will say.
  const undo = (more: object, next: object): State => {
    const { OutputPath: _, ...task } = invoke('apply', { ...id, direction: 'undoing', ...more }, next);
    return { ...task, ResultPath: '$.undo' };
  };
  const undone = (outcomes: Readonly<Record<string, string>>, Default: string): State =>
    choice(outcomes, Default, '$.undo.answer.outcome');
  const stuck = (more: object): State => {
    const { ResultSelector: _, OutputPath: __, ...task } = recorded('stuck', more, 'UndoAgain');
    return { ...task, ResultPath: null };
  };
  return {
    Comment: 'Puts one finding right, or leaves it as it was, and records which',
    StartAt: 'Plan',
    States: {
      Plan: invoke(
        'plan',
        { 'id.$': '$$.Execution.Name', 'trigger.$': '$$.Execution.Input' },
        { Catch: catchAll('Planless'), Next: 'Decide' },
      ),
      Decide: choice({ go: 'Take', approve: 'Ask', notify: 'Tell', wait: 'Grace' }, 'Ended'),
      Grace: pause('Plan'),
      Tell: invoke('ask', { ...id, ...said }, { Catch: catchAll('Failed'), Next: 'Ended' }),
      Ask: {
        Type: 'Task',
        Resource: `arn:${partition}:states:::lambda:invoke.waitForTaskToken`,
        Parameters: { FunctionName: functions.ask, Payload: { ...id, 'token.$': '$$.Task.Token' } },
        TimeoutSeconds: approvalSeconds,
        Retry: RETRY.map((retry) => ({
          ...retry,
          // Nobody answered: asking again would not help.
          ErrorEquals: retry.ErrorEquals.filter((error) => error !== 'States.Timeout'),
        })),
        Catch: [
          { ...catchAll('Unanswered')[0], ErrorEquals: ['States.Timeout'] },
          { ...catchAll('Unapproved')[0], ErrorEquals: ['Rejected'] },
          // Nobody was asked.
          ...catchAll('Failed'),
        ],
        ResultPath: null,
        Next: 'Take',
      },
      Unanswered: {
        Type: 'Pass',
        Parameters: { ...id, because: `nobody answered within ${approvalSeconds / 3600} h` },
        Next: 'Tell',
      },
      Take: invoke('plan', { 'take.$': '$.id' }, { Catch: catchAll('Failed'), Next: 'Taken' }),
      // Of what has lapsed it gives the id of the plan that takes its place.
      Taken: choice({ taken: 'Apply', wait: 'Queue', ask: 'Ask', tell: 'Tell' }, 'Ended'),
      Queue: pause('Take'),
      Apply: invoke('apply', { ...id, direction: 'doing' }, { Catch: catchAll('Thrown'), Next: 'Applied' }),
      Applied: choice({ moving: 'Settle', done: 'Verify' }, 'Wrong'),
      Settle: pause('Apply'),
      Verify: invoke('verify', id, { Catch: catchAll('Thrown'), Next: 'Verified' }),
      VerifyAgain: invoke(
        'verify',
        { ...id, 'looks.$': '$.looks' },
        { Catch: catchAll('Thrown'), Next: 'Verified' },
      ),
      Verified: choice({ verified: 'Done', gone: 'Gone', 'not-yet': 'Appear' }, 'Wrong'),
      Appear: { Type: 'Wait', Seconds: 15, Next: 'VerifyAgain' },
      Thrown: {
        Type: 'Pass',
        Parameters: { ...id, because: 'a step failed', ...thrown },
        Next: 'Undo',
      },
      Wrong: { Type: 'Pass', Parameters: { ...id, ...said, error: {} }, Next: 'Undo' },
      Undo: undo({}, { Catch: [{ ...catchAll('Stuck')[0], ResultPath: '$.stuck' }], Next: 'Undoing' }),
      Undoing: undone({ moving: 'Unsettle', done: 'Undone', gone: 'UndoneGone' }, 'StuckSaid'),
      Unsettle: { Type: 'Wait', SecondsPath: '$.undo.answer.waitSeconds', Next: 'Undo' },
      Stuck: stuck({ ...said, 'error.$': '$.stuck' }),
      StuckSaid: stuck({ 'because.$': '$.undo.answer.because', ...thrown }),
      // Nothing catches it: the execution fails here, is alarmed, and can be redriven from here.
      UndoAgain: undo({ isLast: true }, { Next: 'UndoingAgain' }),
      UndoingAgain: undone({ moving: 'UnsettleAgain', gone: 'UndoneGone' }, 'Undone'),
      UnsettleAgain: { Type: 'Wait', SecondsPath: '$.undo.answer.waitSeconds', Next: 'UndoAgain' },
      Planless: invoke(
        'record',
        { 'id.$': '$$.Execution.Name', end: 'failed', ...thrown },
        { Retry: RETRY_RECORD, Next: 'Ended' },
      ),
      Unapproved: recorded('refused', thrown),
      Failed: recorded('failed', thrown),
      Done: recorded('done', said),
      Undone: recorded('undone', { ...said, ...thrown }),
      UndoneGone: recorded('gone', { because: 'the resource exists no more' }),
      Gone: recorded('gone', said),
      Ended: { Type: 'Succeed' },
    },
  };
}

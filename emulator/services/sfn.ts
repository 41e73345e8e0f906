import { AwsError } from '../errors.ts';
import { type Call, defineService, type Operations } from '../service.ts';
import { createTable } from '../table.ts';
import type { TaskOutcome } from '../tasks.ts';

interface Execution {
  readonly arn: string;
  readonly input: string;
  readonly started: Date;
}

const executions = createTable<Execution>();

/**
 * Starts executions by invoking what is registered in the world under the state machine's ARN, with name and input:
 * who runs the States Language stands outside.
 */
const operations = {
  StartExecution(input, call) {
    const { stateMachineArn, name = call.world.ids.uuid(), input: given = '{}' } = input;
    if (!call.world.functions.has(stateMachineArn)) {
      throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
    }
    if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/.test(name))
      throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
    const key = `${stateMachineArn}:${name}`;
    const known = executions.get(call, key);
    if (known) {
      // https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html: the same again is no error.
      if (known.input === given) return { executionArn: known.arn, startDate: known.started };
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${known.arn}'`);
    }
    const arn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    executions.put(call, key, { arn, input: given, started: call.now() });
    call.world.functions.invoke(stateMachineArn, { arn, name, input: JSON.parse(given) });
    return { executionArn: arn, startDate: call.now() };
  },

  SendTaskSuccess: ({ taskToken, output }, call) => end(call, taskToken, { output }),

  SendTaskFailure: ({ taskToken, error = '', cause }, call) => end(call, taskToken, { error, cause }),
} satisfies Operations<typeof import('@aws-sdk/client-sfn')>;

function end(call: Call, token: string, outcome: TaskOutcome): object {
  const ended = call.world.tasks.end(token, outcome);
  if (ended === 'unknown') throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  if (ended === 'over') {
    throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  }
  return {};
}

export const sfn = defineService({
  name: 'sfn',
  arnPrefix: 'states',
  eventSource: 'states.amazonaws.com',
  isStronglyConsistent: true,
  operations,
});

import type { Aws } from './aws.ts';

/** Executions of one state machine. Throws what the SDK throws. */
export interface Workflow {
  /** False: an execution of that name is there already. */
  start(name: string, input: object): Promise<boolean>;
  /** False: nobody waits for that token any more. */
  succeed(taskToken: string, output: object): Promise<boolean>;
  fail(taskToken: string, error: string, cause: string): Promise<boolean>;
}

export const workflow = (aws: Aws, stateMachineArn: string): Workflow => ({
  async start(name, input) {
    const { SFNClient, StartExecutionCommand } = await import('./clients/sfn.ts');
    const start = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) });
    return unless(aws.client(SFNClient, aws.region).send(start), ['ExecutionAlreadyExists']);
  },
  async succeed(taskToken, output) {
    const { SFNClient, SendTaskSuccessCommand } = await import('./clients/sfn.ts');
    const succeed = new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) });
    return unless(aws.client(SFNClient, aws.region).send(succeed), GONE);
  },
  async fail(taskToken, error, cause) {
    const { SendTaskFailureCommand, SFNClient } = await import('./clients/sfn.ts');
    const fail = new SendTaskFailureCommand({ taskToken, error, cause });
    return unless(aws.client(SFNClient, aws.region).send(fail), GONE);
  },
});

const GONE = ['TaskDoesNotExist', 'TaskTimedOut', 'InvalidToken'];

async function unless(call: Promise<unknown>, names: readonly string[]): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return false;
    throw error;
  }
}

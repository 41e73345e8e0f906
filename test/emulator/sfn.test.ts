import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import {
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { creatorOf } from '../../adapters/aws/creator.ts';
import { workflow } from '../../adapters/aws/workflow.ts';
import { emulatedAws, refOf } from '../adapters/aws/kit.ts';
import { refusal } from './kit.ts';

const stateMachineArn = 'arn:aws:states:eu-central-1:111122223333:stateMachine:remediation';

function opened() {
  const made = emulatedAws();
  made.world.functions.register(stateMachineArn, () => undefined);
  return { ...made, client: made.door.client(SFNClient) };
}

const start = (name: string, input = '{}') => new StartExecutionCommand({ stateMachineArn, name, input });

describe('Step Functions in the emulator', () => {
  it('starts one execution of a name, and takes the same again for the same', async () => {
    const { client, world } = opened();
    const first = await client.send(start('a'));
    expect(await client.send(start('a'))).toMatchObject({ executionArn: first.executionArn });
    expect((await refusal(client.send(start('a', '{"x":1}')))).name).toBe('ExecutionAlreadyExists');
    expect(world.functions.waiting).toBe(1);
  });

  it('knows no state machine that nobody has registered, and no name that AWS would not take', async () => {
    const { client } = opened();
    const other = new StartExecutionCommand({ stateMachineArn: `${stateMachineArn}-none`, name: 'a' });
    expect((await refusal(client.send(other))).name).toBe('StateMachineDoesNotExist');
    expect((await refusal(client.send(start('a b')))).name).toBe('InvalidName');
  });

  it('ends a task once', async () => {
    const { client, world } = opened();
    const task = world.tasks.open('t');
    const succeed = new SendTaskSuccessCommand({ taskToken: 't', output: '{"a":1}' });
    await client.send(succeed);
    expect(await task).toEqual({ output: '{"a":1}' });
    expect((await refusal(client.send(succeed))).name).toBe('TaskTimedOut');
    const unknown = new SendTaskFailureCommand({ taskToken: 'u', error: 'E', cause: 'c' });
    expect((await refusal(client.send(unknown))).name).toBe('InvalidToken');
  });
});

describe('the workflow', () => {
  it('says whether an execution is new, and whether anybody waited', async () => {
    const { aws, world } = opened();
    const { start: begin, succeed, fail } = workflow(aws, stateMachineArn);
    expect([await begin('a', { x: 1 }), await begin('a', { x: 2 })]).toEqual([true, false]);
    void world.tasks.open('t');
    expect([await fail('t', 'Rejected', 'no'), await fail('t', 'Rejected', 'no')]).toEqual([true, false]);
    expect(await succeed('none', {})).toBe(false);
  });

  it('does not swallow what is no answer', async () => {
    const { aws, world } = opened();
    world.faults.deny({ service: 'sfn' });
    await expect(workflow(aws, stateMachineArn).start('a', {})).rejects.toThrow();
  });
});

describe('who made a resource', () => {
  async function made() {
    const { aws, door, world } = emulatedAws();
    await door.client(SageMakerClient).send(
      new CreateNotebookInstanceCommand({
        NotebookInstanceName: 'study',
        InstanceType: 'ml.t3.medium',
        RoleArn: 'arn:aws:iam::111122223333:role/Ml',
      }),
    );
    return { aws, door, world, ref: refOf('AWS::SageMaker::NotebookInstance', 'study') };
  }

  it('is told by CloudTrail', async () => {
    const { aws, ref, door } = await made();
    expect(await creatorOf(ref, aws)).toBe(door.principal.arn);
    const { Events } = await door.client(CloudTrailClient).send(new LookupEventsCommand({}));
    expect(Events?.map(({ EventName }) => EventName)).toContain('CreateNotebookInstance');
  });

  it('is nobody where CloudTrail does not tell, or may not be asked', async () => {
    const { aws, ref, world } = await made();
    expect(await creatorOf({ ...ref, id: 'other' }, aws)).toBeUndefined();
    world.faults.deny({ service: 'cloudtrail' });
    expect(await creatorOf(ref, aws)).toBeUndefined();
  });
});

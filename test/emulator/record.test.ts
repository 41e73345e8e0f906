import { CreateModelCommand, DescribeModelCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, emulate } from '../../emulator/index.ts';
import { type Exchange, exchanges } from '../../emulator/record.ts';
import { refusal } from './kit.ts';

describe('the listener to all exchanges', () => {
  const before = exchanges.listener;
  afterEach(() => {
    exchanges.listener = before;
  });

  it('hears answers and refusals of every world, but not the faults that were ordered', async () => {
    const heard: Exchange[] = [];
    exchanges.listener = (exchange) => void heard.push(exchange);
    const world = createWorld();
    const sagemaker = emulate(world, { region: 'eu-central-1' }).client(SageMakerClient);
    const other = emulate(createWorld(), { region: 'eu-central-1' }).client(SageMakerClient);
    const asked = { ModelName: 'm' };

    world.faults.throttle({ service: 'sagemaker', operation: 'CreateModel', times: 1 });
    await sagemaker.send(new CreateModelCommand(asked));
    await refusal(other.send(new DescribeModelCommand(asked)));

    const ofModel = { client: 'SageMakerClient', operation: 'CreateModel', input: asked };
    expect(heard).toEqual([
      { ...ofModel, output: { ModelArn: expect.stringContaining(':model/m') } },
      {
        client: 'SageMakerClient',
        operation: 'DescribeModel',
        input: asked,
        error: 'ValidationException',
      },
    ]);
  });
});

import { AddTagsCommand, CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { account } from './kit.ts';

const TYPE = 'AWS::SageMaker::NotebookInstance';
const RESOURCES = 500;
const CHANGES_EACH = 10;
const BATCH = 100;

describe('many events', () => {
  it('on few resources cost at most two reads a resource, and one to confirm', async () => {
    const of = await account();
    const sagemaker = of.door.client(SageMakerClient);
    const RoleArn = 'arn:aws:iam::111122223333:role/Ml';
    for (let index = 0; index < RESOURCES; index += 1) {
      const NotebookInstanceName = `study-${index}`;
      await sagemaker.send(
        new CreateNotebookInstanceCommand({ NotebookInstanceName, InstanceType: 'ml.t3.medium', RoleArn }),
      );
    }
    for (let change = 1; change < CHANGES_EACH; change += 1) {
      for (let index = 0; index < RESOURCES; index += 1) {
        const ResourceArn = `arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/study-${index}`;
        await sagemaker.send(
          new AddTagsCommand({ ResourceArn, Tags: [{ Key: 'change', Value: String(change) }] }),
        );
      }
      of.world.clock.advance(500);
    }
    const events = of.events();
    expect(events).toHaveLength(RESOURCES * CHANGES_EACH);
    for (let start = 0; start < events.length; start += BATCH) {
      of.world.clock.advance(100);
      expect(await of.evaluate(...events.slice(start, start + BATCH))).toEqual([]);
    }
    const changeReads = of.reads.filter(({ type }) => type === TYPE).length;
    expect(changeReads).toBeLessThanOrEqual(2 * RESOURCES);
    of.world.clock.advance(70_000);
    const looks = await of.looks();
    await of.evaluate(...looks.filter(({ schema }) => schema === 'assay.look/1'));
    const confirming = of.reads.filter(({ type }) => type === TYPE).length - changeReads;
    expect(confirming).toBe(RESOURCES);
  }, 60_000);
});

import { CreateImageCommand, type CreateImageCommandInput, SageMakerClient } from '@aws-sdk/client-sagemaker';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emulated } from '../../../emulator/index.ts';
import remediation from '../../../remediations/sagemaker/image-described.ts';
import { itPutsRight, refOf } from '../kit.ts';

const rule = 'sagemaker-image-described';
const ImageName = 'torch';

const image = (asked: Partial<CreateImageCommandInput>) => async (door: Emulated) => {
  const given = { ImageName, RoleArn: 'arn:aws:iam::111122223333:role/Images', ...asked };
  const { ImageArn } = await door.client(SageMakerClient).send(new CreateImageCommand(given));
  return refOf('AWS::SageMaker::Image', ImageName, ImageArn);
};

const scene = {
  name: 'an image with a display name',
  rule,
  make: image({ DisplayName: 'Torch 2' }),
} as const;

const words = fc.stringMatching(/^[A-Za-z0-9]{1,12}( [a-z0-9]{1,12})?$/);

itPutsRight(
  remediation,
  [
    scene,
    {
      ...scene,
      name: 'an image whose description is a space, with a tag that describes it',
      make: image({ Description: ' ', Tags: [{ Key: 'Description', Value: 'PyTorch 2 for churn' }] }),
    },
  ],
  {
    anyScene: fc
      .record(
        {
          DisplayName: words,
          Description: fc.constantFrom(undefined, ' '),
          Tags: words.map((Value) => [{ Key: 'description', Value }]),
        },
        { requiredKeys: ['DisplayName'] },
      )
      .map(({ Description, ...asked }) => ({
        ...scene,
        make: image({ ...asked, ...(Description !== undefined && { Description }) }),
      })),
  },
);

describe('the plan', () => {
  const plan = (before: object, Tags: { Key: string; Value: string }[] = []) =>
    remediation.plan({
      resource: { ...refOf('AWS::SageMaker::Image', ImageName), source: 'live', properties: { Tags } },
      before: { ImageStatus: 'CREATED', ...before },
      rule,
      observations: [],
      options: { kmsKeyArn: undefined, tags: {} },
    });
  const DisplayName = 'Torch 2';

  it.each([
    ['the tag before the display name', plan({ DisplayName }, [{ Key: 'DESCRIPTION', Value: 'own' }]), 'own'],
    [
      'the display name where the tag is empty',
      plan({ DisplayName }, [{ Key: 'description', Value: '' }]),
      DisplayName,
    ],
    ['the first 512 characters', plan({}, [{ Key: 'description', Value: 'x'.repeat(600) }]), 'x'.repeat(512)],
  ])('takes %s', (_, planned, after) => {
    expect(planned).toMatchObject({ changes: [{ path: 'ImageDescription', before: null, after }] });
  });

  it.each([
    ['an image of which nothing is known', plan({}), 'no display name'],
    ['an image that is being made', plan({ DisplayName, ImageStatus: 'CREATING' }), 'CREATING'],
    ['one that is described', plan({ DisplayName, Description: 'PyTorch' }), 'already'],
  ])('is refused for %s', (_, planned, why) => {
    expect(planned).toEqual({
      refused: expect.stringContaining(why),
      ...(why === 'CREATING' && { isPassing: true }),
    });
  });
});

import { CreateImageCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import remediation from '../../../remediations/sagemaker/image-tagged.ts';
import { itTags, tagList } from '../_families/tag-scenes.ts';
import { refOf } from '../kit.ts';

itTags(remediation, 'sagemaker-image-tagged', (tags) => async (door) => {
  const ImageName = 'torch';
  const { ImageArn } = await door.client(SageMakerClient).send(
    new CreateImageCommand({
      ImageName,
      RoleArn: 'arn:aws:iam::111122223333:role/Images',
      Description: 'PyTorch 2',
      Tags: tagList(tags),
    }),
  );
  return refOf('AWS::SageMaker::Image', ImageName, ImageArn);
});

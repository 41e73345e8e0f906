import { CreateAppImageConfigCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import remediation from '../../../remediations/sagemaker/app-image-config-tagged.ts';
import { itTags, tagList } from '../_families/tag-scenes.ts';
import { refOf } from '../kit.ts';

itTags(remediation, 'sagemaker-app-image-config-tagged', (tags) => async (door) => {
  const AppImageConfigName = 'torch-lab';
  const { AppImageConfigArn } = await door.client(SageMakerClient).send(
    new CreateAppImageConfigCommand({
      AppImageConfigName,
      KernelGatewayImageConfig: { KernelSpecs: [{ Name: 'python3' }] },
      Tags: tagList(tags),
    }),
  );
  return refOf('AWS::SageMaker::AppImageConfig', AppImageConfigName, AppImageConfigArn);
});

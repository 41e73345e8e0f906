import { CreateFeatureGroupCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import remediation from '../../../remediations/sagemaker/feature-group-tagged.ts';
import { itTags, tagList } from '../_families/tag-scenes.ts';
import { refOf } from '../kit.ts';

itTags(remediation, 'sagemaker-feature-group-tagged', (tags) => async (door) => {
  const { FeatureGroupArn } = await door.client(SageMakerClient).send(
    new CreateFeatureGroupCommand({
      FeatureGroupName: 'churn',
      RecordIdentifierFeatureName: 'id',
      EventTimeFeatureName: 'at',
      FeatureDefinitions: [
        { FeatureName: 'id', FeatureType: 'String' },
        { FeatureName: 'at', FeatureType: 'String' },
      ],
      OnlineStoreConfig: { EnableOnlineStore: true },
      Tags: tagList(tags),
    }),
  );
  return refOf('AWS::SageMaker::FeatureGroup', 'churn', FeatureGroupArn);
});

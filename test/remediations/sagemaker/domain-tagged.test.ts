import { CreateDomainCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import remediation from '../../../remediations/sagemaker/domain-tagged.ts';
import { itTags, tagList } from '../_families/tag-scenes.ts';
import { refOf } from '../kit.ts';

itTags(remediation, 'sagemaker-domain-tagged', (tags) => async (door) => {
  const { DomainId = '', DomainArn } = await door.client(SageMakerClient).send(
    new CreateDomainCommand({
      DomainName: 'studio',
      AuthMode: 'SSO',
      VpcId: 'vpc-0a1b2c3d',
      SubnetIds: ['subnet-0a1b2c3d'],
      DefaultUserSettings: { ExecutionRole: 'arn:aws:iam::111122223333:role/Ml' },
      Tags: tagList(tags),
    }),
  );
  return refOf('AWS::SageMaker::Domain', DomainId, DomainArn);
});

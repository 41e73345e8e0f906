import {
  CreateModelCommand,
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  PutModelPackageGroupPolicyCommand,
  SageMakerClient,
  UpdateModelPackageCommand,
} from '@aws-sdk/client-sagemaker';
import type { EmulatedAws } from '../../adapters/aws/kit.ts';
import { type DoorCase, from } from './door.ts';

const sagemaker = ({ door }: EmulatedAws) => door.client(SageMakerClient);

const IMAGE = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/churn@sha256:1';

const version = {
  ModelPackageGroupName: 'churn',
  InferenceSpecification: {
    Containers: [{ Image: IMAGE }],
    SupportedContentTypes: ['text/csv'],
    SupportedResponseMIMETypes: ['text/csv'],
  },
};

/** Registered by one, approved by the other; gives its ARN. */
async function approved(emulated: EmulatedAws, approver: string, ApprovalDescription?: string) {
  const client = sagemaker(emulated);
  await client.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'churn' }));
  const { ModelPackageArn } = await client.send(new CreateModelPackageCommand(version));
  const principal = `arn:aws:sts::111122223333:assumed-role/${approver}`;
  const reviewer = emulated.doorOf(principal).client(SageMakerClient);
  await reviewer.send(
    new UpdateModelPackageCommand({ ModelPackageArn, ModelApprovalStatus: 'Approved', ApprovalDescription }),
  );
  return ModelPackageArn;
}

const WHO_APPROVED = 'who registers and who approves it is known once it is done';

/** Whom the policy of a group lets in: everybody, or everybody in the organization. */
const groupCase = (isOpen: boolean): DoorCase => {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 'sagemaker:DescribeModelPackageGroup',
        Resource: 'arn:aws:sagemaker:eu-central-1:111122223333:model-package-group/churn',
        ...(!isOpen && { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
      },
    ],
  };
  const ModelPackageGroupName = 'churn';
  return {
    name: isOpen ? 'a group for everybody' : 'a group for the organization',
    type: 'AWS::SageMaker::ModelPackageGroup',
    async make(emulated) {
      const client = sagemaker(emulated);
      await client.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName }));
      const ResourcePolicy = JSON.stringify(policy);
      await client.send(new PutModelPackageGroupPolicyCommand({ ModelPackageGroupName, ResourcePolicy }));
    },
    template: {
      Judged: {
        Type: 'AWS::SageMaker::ModelPackageGroup',
        Properties: { ModelPackageGroupName, ModelPackageGroupPolicy: policy },
      },
    },
    plan: [
      {
        address: 'aws_sagemaker_model_package_group.judged',
        after: {
          model_package_group_name: 'churn',
          model_package_group_description: null,
          tags: null,
        },
      },
      {
        address: 'aws_sagemaker_model_package_group_policy.judged',
        after: { resource_policy: JSON.stringify(policy) },
        unknown: { model_package_group_name: true },
        expressions: {
          model_package_group_name: from('aws_sagemaker_model_package_group.judged.model_package_group_name'),
        },
      },
    ],
    verdicts: {
      'sagemaker-model-package-group-policy-external': isOpen ? 'NON_COMPLIANT' : 'COMPLIANT',
    },
  };
};

export const packageCases: readonly DoorCase[] = [
  groupCase(true),
  groupCase(false),
  {
    name: 'a version that somebody else approved',
    type: 'AWS::SageMaker::ModelPackage',
    make: (emulated) => approved(emulated, 'Review/grace', 'tested on the March sample'),
    template: {
      Judged: {
        Type: 'AWS::SageMaker::ModelPackage',
        Properties: {
          ...version,
          ModelApprovalStatus: 'Approved',
          ApprovalDescription: 'tested on the March sample',
        },
      },
    },
    verdicts: { 'sagemaker-model-package-approver-recorded': 'COMPLIANT' },
    cannotKnow: {
      json: { 'sagemaker-model-package-approver-recorded': WHO_APPROVED },
      yaml: { 'sagemaker-model-package-approver-recorded': WHO_APPROVED },
    },
  },
  {
    name: 'a version that its creator approved without a word',
    type: 'AWS::SageMaker::ModelPackage',
    make: (emulated) => approved(emulated, 'Developer/dev'),
    template: {
      Judged: {
        Type: 'AWS::SageMaker::ModelPackage',
        Properties: { ...version, ModelApprovalStatus: 'Approved' },
      },
    },
    verdicts: { 'sagemaker-model-package-approver-recorded': 'NON_COMPLIANT' },
  },
  {
    name: 'a model of an approved version that is served',
    type: 'AWS::SageMaker::Model',
    async make(emulated) {
      const ModelPackageName = await approved(emulated, 'Review/grace');
      const PrimaryContainer = { ModelPackageName };
      await sagemaker(emulated).send(new CreateModelCommand({ ModelName: 'churn', PrimaryContainer }));
    },
    template: {
      Judged: {
        Type: 'AWS::SageMaker::Model',
        Properties: { PrimaryContainer: { ModelPackageName: { Ref: 'Version' } } },
      },
      Version: {
        Type: 'AWS::SageMaker::ModelPackage',
        Properties: { ...version, ModelApprovalStatus: 'Approved' },
      },
      Config: {
        Type: 'AWS::SageMaker::EndpointConfig',
        Properties: { ProductionVariants: [{ ModelName: { 'Fn::GetAtt': ['Judged', 'ModelName'] } }] },
      },
    },
    plan: [
      {
        address: 'aws_sagemaker_model.judged',
        after: {
          name: 'churn',
          primary_container: [
            { model_package_name: 'arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/1' },
          ],
          vpc_config: [],
        },
      },
      {
        address: 'aws_sagemaker_endpoint_configuration.config',
        after: { name: 'churn', production_variants: [{ variant_name: 'a', model_name: 'churn' }] },
      },
    ],
    isWholeInEvent: true,
    referrers: ['AWS::SageMaker::EndpointConfig churn'],
    verdicts: {
      'sagemaker-model-env-no-secrets': 'COMPLIANT',
      'sagemaker-model-from-approved-package': 'COMPLIANT',
      'sagemaker-model-in-vpc': 'NON_COMPLIANT',
      'sagemaker-model-network-isolation': 'NON_COMPLIANT',
      'sagemaker-model-private-registry': 'NOT_APPLICABLE',
    },
    cannotKnow: {
      plan: { 'sagemaker-model-from-approved-package': 'the provider has no resource for a version' },
      event: { 'sagemaker-model-from-approved-package': 'the request names the version, and no more' },
    },
  },
];

import { BedrockClient, PutResourcePolicyCommand } from '@aws-sdk/client-bedrock';
import { CreateRepositoryCommand, ECRClient, SetRepositoryPolicyCommand } from '@aws-sdk/client-ecr';
import { CreateServiceSpecificCredentialCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import type { JsonObject } from '../../../resources/resource.ts';
import { type DoorCase, from, type Planned } from './door.ts';

const GUARDRAIL = 'arn:aws:bedrock:eu-central-1:111122223333:guardrail/abcdefghij12';

const policyCase = (isOpen: boolean): DoorCase => {
  const document: JsonObject = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 'bedrock:ApplyGuardrail',
        Resource: GUARDRAIL,
        ...(!isOpen && { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
      },
    ],
  };
  const text = JSON.stringify(document);
  return {
    name: isOpen ? 'a policy for everybody' : 'a policy for the organization',
    type: 'AWS::Bedrock::ResourcePolicy',
    make: ({ door }) =>
      door
        .client(BedrockClient)
        .send(new PutResourcePolicyCommand({ resourceArn: GUARDRAIL, resourcePolicy: text })),
    template: {
      Judged: {
        Type: 'AWS::Bedrock::ResourcePolicy',
        Properties: { ResourceArn: GUARDRAIL, PolicyDocument: document },
      },
    },
    plan: [
      { address: 'aws_bedrock_resource_policy.judged', after: { policy: text, resource_arn: GUARDRAIL } },
    ],
    verdicts: { 'bedrock-resource-policy-external': isOpen ? 'NON_COMPLIANT' : 'COMPLIANT' },
  };
};

const REGISTRY = { 'ai-ecr-scan-on-push': 'the rules of the registry, which win, stand in no template' };
const IMAGE = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/models/chat:1';

const mutability = (isGood: boolean) => (isGood ? 'IMMUTABLE' : 'MUTABLE');

const PULLED_BY_ALL: JsonObject = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' }],
};

const plannedPolicy: Planned = {
  address: 'aws_ecr_repository_policy.judged',
  after: { policy: JSON.stringify(PULLED_BY_ALL) },
  unknown: { repository: true, registry_id: true },
  expressions: { repository: from('aws_ecr_repository.judged.name') },
};

const repositoryCase = (isGood: boolean): DoorCase => ({
  name: isGood ? 'a repository that scans on push what stays' : 'a repository that nobody scans',
  type: 'AWS::ECR::Repository',
  async make({ door }) {
    const ecr = door.client(ECRClient);
    await ecr.send(
      new CreateRepositoryCommand({
        repositoryName: 'models/chat',
        imageScanningConfiguration: { scanOnPush: isGood },
        imageTagMutability: mutability(isGood),
      }),
    );
    if (isGood) return;
    const policyText = JSON.stringify(PULLED_BY_ALL);
    await ecr.send(new SetRepositoryPolicyCommand({ repositoryName: 'models/chat', policyText }));
  },
  template: {
    Judged: {
      Type: 'AWS::ECR::Repository',
      Properties: {
        RepositoryName: 'models/chat',
        ImageScanningConfiguration: { ScanOnPush: isGood },
        ImageTagMutability: mutability(isGood),
        ...(!isGood && { RepositoryPolicyText: PULLED_BY_ALL }),
      },
    },
    Model: { Type: 'AWS::SageMaker::Model', Properties: { PrimaryContainer: { Image: IMAGE } } },
  },
  plan: [
    {
      address: 'aws_ecr_repository.judged',
      after: {
        name: 'models/chat',
        encryption_configuration: [],
        force_delete: null,
        image_scanning_configuration: [{ scan_on_push: isGood }],
        image_tag_mutability: mutability(isGood),
        tags: null,
        timeouts: null,
      },
      unknown: { registry_id: true, repository_url: true },
    },
    ...(isGood ? [] : [plannedPolicy]),
    {
      address: 'aws_sagemaker_model.chat',
      after: { name: 'chat', primary_container: [{ image: IMAGE }] },
    },
  ],
  referrers: ['AWS::SageMaker::Model chat'],
  verdicts: {
    'ai-ecr-policy-external': isGood ? 'COMPLIANT' : 'NON_COMPLIANT',
    'ai-ecr-scan-on-push': isGood ? 'COMPLIANT' : 'NON_COMPLIANT',
    'ai-ecr-tag-immutable': isGood ? 'COMPLIANT' : 'NON_COMPLIANT',
  },
  ...(!isGood && { cannotKnow: { json: REGISTRY, yaml: REGISTRY, plan: REGISTRY } }),
});

const ServiceName = 'bedrock.amazonaws.com';

const userCase = (hasKey: boolean): DoorCase => ({
  name: hasKey ? 'a user with a long-term key of Bedrock' : 'a user without keys',
  type: 'AWS::IAM::User',
  async make({ door }) {
    const iam = door.client(IAMClient);
    await iam.send(new CreateUserCommand({ UserName: 'caller' }));
    if (hasKey) {
      await iam.send(new CreateServiceSpecificCredentialCommand({ UserName: 'caller', ServiceName }));
    }
  },
  ...(hasKey
    ? { withoutTemplate: 'CloudFormation makes no such keys' }
    : { template: { Judged: { Type: 'AWS::IAM::User', Properties: { UserName: 'caller' } } } }),
  plan: [
    {
      address: 'aws_iam_user.judged',
      after: { name: 'caller', path: '/', force_destroy: false, permissions_boundary: null, tags: null },
      unknown: { unique_id: true },
    },
    ...(hasKey
      ? [
          {
            address: 'aws_iam_service_specific_credential.key',
            after: { service_name: ServiceName, status: 'Active', user_name: 'caller' },
            unknown: {
              service_password: true,
              service_specific_credential_id: true,
              service_user_name: true,
            },
            expressions: { user_name: from('aws_iam_user.judged.name') },
          },
        ]
      : []),
  ],
  verdicts: { 'bedrock-api-key-no-long-term': hasKey ? 'NON_COMPLIANT' : 'COMPLIANT' },
});

/** Who and what comes near AI: policies on it, images for it, keys to it. */
export const accessCases: readonly DoorCase[] = [
  ...[false, true].map(policyCase),
  ...[true, false].map(repositoryCase),
  ...[false, true].map(userCase),
];

/** AWS managed policies that AI accounts live with. */
interface AwsManagedPolicy {
  name: string;
  description: string;
  createdAt: string;
  document: object;
}

const allow = (Action: string | string[], Resource: string | string[] = '*', Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});

const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

// Shortened from AWS's own, with the breadth that matters kept.
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
export const AWS_MANAGED: readonly AwsManagedPolicy[] = [
  {
    name: 'AdministratorAccess',
    description: 'Provides full access to AWS services and resources.',
    createdAt: '2015-02-06T18:39:46Z',
    document: policy(allow('*')),
  },
  {
    name: 'PowerUserAccess',
    description:
      'Provides full access to AWS services and resources, but does not allow management of Users and groups.',
    createdAt: '2015-02-06T18:39:47Z',
    document: policy(
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      allow([
        'account:GetAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeOrganization',
      ]),
    ),
  },
  {
    name: 'AmazonSageMakerFullAccess',
    description: 'Provides full access to Amazon SageMaker via the AWS Management Console and SDK.',
    createdAt: '2017-11-29T13:07:59Z',
    document: policy(
      {
        Effect: 'Allow',
        Action: ['sagemaker:*', 'sagemaker-geospatial:*'],
        NotResource: [
          'arn:aws:sagemaker:*:*:domain/*',
          'arn:aws:sagemaker:*:*:user-profile/*',
          'arn:aws:sagemaker:*:*:app/*',
          'arn:aws:sagemaker:*:*:space/*',
          'arn:aws:sagemaker:*:*:flow-definition/*',
        ],
      },
      allow([
        'cloudwatch:PutMetricData',
        'ecr:GetAuthorizationToken',
        'ecr:BatchGetImage',
        'logs:CreateLogGroup',
      ]),
      allow(
        ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
        [
          'arn:aws:s3:::*SageMaker*',
          'arn:aws:s3:::*Sagemaker*',
          'arn:aws:s3:::*sagemaker*',
          'arn:aws:s3:::*aws-glue*',
        ],
      ),
      allow([
        's3:CreateBucket',
        's3:GetBucketLocation',
        's3:ListBucket',
        's3:ListAllMyBuckets',
        's3:GetBucketCors',
      ]),
      allow('iam:PassRole', 'arn:aws:iam::*:role/*', {
        StringEquals: {
          'iam:PassedToService': ['glue.amazonaws.com', 'robomaker.amazonaws.com', 'states.amazonaws.com'],
        },
      }),
      allow('iam:PassRole', 'arn:aws:iam::*:role/*', {
        StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' },
      }),
    ),
  },
  {
    name: 'AmazonBedrockFullAccess',
    description:
      'Provides full access to Amazon Bedrock as well as limited access to related services that it requires.',
    createdAt: '2023-12-06T15:51:09Z',
    document: policy(
      allow('bedrock:*'),
      allow('kms:DescribeKey', 'arn:*:kms:*:::*'),
      allow(['iam:ListRoles', 'ec2:DescribeVpcs', 'ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups']),
      allow('iam:PassRole', 'arn:aws:iam::*:role/*AmazonBedrock*', {
        StringEquals: { 'iam:PassedToService': ['bedrock.amazonaws.com'] },
      }),
    ),
  },
];

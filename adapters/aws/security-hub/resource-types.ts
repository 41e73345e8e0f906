import type { ResourceDetails } from '@aws-sdk/client-securityhub';

/** What Security Hub calls types that it knows; those that it does not know are `Other`. */
const ASFF_TYPES: Readonly<Record<string, keyof ResourceDetails>> = {
  'AWS::ECR::Repository': 'AwsEcrRepository',
  'AWS::IAM::ManagedPolicy': 'AwsIamPolicy',
  'AWS::IAM::Role': 'AwsIamRole',
  'AWS::IAM::User': 'AwsIamUser',
  'AWS::KMS::Key': 'AwsKmsKey',
  'AWS::Lambda::Function': 'AwsLambdaFunction',
  'AWS::S3::Bucket': 'AwsS3Bucket',
  'AWS::SageMaker::NotebookInstance': 'AwsSageMakerNotebookInstance',
};

/** https://docs.aws.amazon.com/securityhub/latest/userguide/asff-resources.html */
export const asffType = (type: string): string => ASFF_TYPES[type] ?? 'Other';

/** What Security Hub calls types that it knows; those that it does not know are `Other`. */
export const ASFF_TYPES = {
  'AWS::ECR::Repository': 'AwsEcrRepository',
  'AWS::IAM::ManagedPolicy': 'AwsIamPolicy',
  'AWS::IAM::Role': 'AwsIamRole',
  'AWS::IAM::User': 'AwsIamUser',
  'AWS::KMS::Key': 'AwsKmsKey',
  'AWS::Lambda::Function': 'AwsLambdaFunction',
  'AWS::S3::Bucket': 'AwsS3Bucket',
  'AWS::SageMaker::NotebookInstance': 'AwsSageMakerNotebookInstance',
} as const;

const types: Readonly<Record<string, string>> = ASFF_TYPES;

/** https://docs.aws.amazon.com/securityhub/latest/userguide/asff-resources.html */
export const asffType = (type: string): string => types[type] ?? 'Other';

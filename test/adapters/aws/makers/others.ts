import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ComprehendClient, CreateEntityRecognizerCommand } from '@aws-sdk/client-comprehend';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CreatePolicyCommand, CreateRoleCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateCollectionCommand, OpenSearchServerlessClient } from '@aws-sdk/client-opensearchserverless';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { type EmulatedAws, REGION } from '../kit.ts';

const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: '*' }],
});

const role = 'arn:aws:iam::111122223333:role/Service';

export const otherMakers = {
  async 'AWS::Comprehend::EntityRecognizer'({ door }: EmulatedAws, RecognizerName: string) {
    await door.client(ComprehendClient).send(
      new CreateEntityRecognizerCommand({
        RecognizerName,
        LanguageCode: 'en',
        DataAccessRoleArn: role,
        InputDataConfig: { EntityTypes: [{ Type: 'PART' }] },
      }),
    );
  },
  async 'AWS::ECR::Repository'({ door }: EmulatedAws, repositoryName: string) {
    await door.client(ECRClient).send(new CreateRepositoryCommand({ repositoryName }));
  },
  async 'AWS::IAM::ManagedPolicy'({ door }: EmulatedAws, PolicyName: string) {
    await door
      .client(IAMClient)
      .send(new CreatePolicyCommand({ PolicyName, Path: '/ml/', PolicyDocument: document }));
  },
  async 'AWS::IAM::Role'({ door }: EmulatedAws, RoleName: string) {
    const input = { RoleName, Path: '/ml/', AssumeRolePolicyDocument: document };
    await door.client(IAMClient).send(new CreateRoleCommand(input));
  },
  async 'AWS::IAM::User'({ door }: EmulatedAws, UserName: string) {
    await door.client(IAMClient).send(new CreateUserCommand({ UserName, Path: '/ml/' }));
  },
  async 'AWS::KMS::Key'({ door }: EmulatedAws, Description: string) {
    await door.client(KMSClient).send(new CreateKeyCommand({ Description }));
  },
  async 'AWS::Logs::LogGroup'({ door }: EmulatedAws, logGroupName: string) {
    await door.client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName }));
  },
  async 'AWS::OpenSearchServerless::Collection'({ door }: EmulatedAws, name: string) {
    const input = { name, type: 'VECTORSEARCH' as const, encryptionConfig: { aWSOwnedKey: true } };
    await door.client(OpenSearchServerlessClient).send(new CreateCollectionCommand(input));
  },
  async 'AWS::S3::Bucket'({ door }: EmulatedAws, Bucket: string) {
    const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
    await door.client(S3Client).send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  },
};

import type { Service } from '../service.ts';
import { bedrock } from './bedrock/index.ts';
import { bedrockAgent } from './bedrock-agent/index.ts';
import { bedrockAgentCoreControl } from './bedrock-agentcore-control/index.ts';
import { cloudControl } from './cloudcontrol/index.ts';
import { cloudtrail } from './cloudtrail.ts';
import { cloudwatchLogs } from './cloudwatch-logs/index.ts';
import { comprehend } from './comprehend/index.ts';
import { configService } from './config-service/index.ts';
import { dynamodb } from './dynamodb/index.ts';
import { ecr } from './ecr/index.ts';
import { eventbridge } from './eventbridge/index.ts';
import { iam } from './iam/index.ts';
import { kms } from './kms/index.ts';
import { openSearchServerless } from './opensearch-serverless/index.ts';
import { s3 } from './s3/index.ts';
import { sagemaker } from './sagemaker/index.ts';
import { securityhub } from './securityhub/index.ts';
import { sfn } from './sfn.ts';
import { sns } from './sns.ts';
import { sqs } from './sqs/index.ts';
import { ssm } from './ssm.ts';
import { sts } from './sts.ts';

/** The services of the emulator by the class name of their SDK client. */
export const services: Record<string, Service> = {
  BedrockClient: bedrock,
  BedrockAgentClient: bedrockAgent,
  BedrockAgentCoreControlClient: bedrockAgentCoreControl,
  CloudControlClient: cloudControl,
  CloudTrailClient: cloudtrail,
  CloudWatchLogsClient: cloudwatchLogs,
  ComprehendClient: comprehend,
  ConfigServiceClient: configService,
  DynamoDBClient: dynamodb,
  ECRClient: ecr,
  EventBridgeClient: eventbridge,
  IAMClient: iam,
  KMSClient: kms,
  OpenSearchServerlessClient: openSearchServerless,
  S3Client: s3,
  SageMakerClient: sagemaker,
  SecurityHubClient: securityhub,
  SFNClient: sfn,
  SNSClient: sns,
  SQSClient: sqs,
  SSMClient: ssm,
  STSClient: sts,
};

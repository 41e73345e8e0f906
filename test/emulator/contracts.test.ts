import { describe } from 'vitest';
import { bedrockContract } from './contracts/bedrock.ts';
import { bedrockAgentContract } from './contracts/bedrock-agent.ts';
import { bedrockAgentCoreControlContract } from './contracts/bedrock-agentcore-control.ts';
import { cloudControlContract } from './contracts/cloudcontrol.ts';
import { cloudwatchLogsContract } from './contracts/cloudwatch-logs.ts';
import { comprehendContract } from './contracts/comprehend.ts';
import { configServiceContract } from './contracts/config-service.ts';
import { dynamodbContract } from './contracts/dynamodb.ts';
import { ecrContract } from './contracts/ecr.ts';
import { eventbridgeContract } from './contracts/eventbridge.ts';
import { iamContract } from './contracts/iam.ts';
import { iamUsersContract } from './contracts/iam-users.ts';
import { kmsContract } from './contracts/kms.ts';
import { notebookInstanceContract } from './contracts/notebook-instance.ts';
import { openSearchServerlessContract } from './contracts/opensearch-serverless.ts';
import { resourcePoliciesContract } from './contracts/policies-of-resources.ts';
import { promptsAndFlowsContract } from './contracts/prompts-and-flows.ts';
import { rarelyCalledContract } from './contracts/rarely-called.ts';
import { rarelyCalledAiContract } from './contracts/rarely-called-ai.ts';
import { rarelyCalledDataContract } from './contracts/rarely-called-data.ts';
import { s3Contract } from './contracts/s3.ts';
import { s3LockContract } from './contracts/s3-lock.ts';
import { sagemakerContract } from './contracts/sagemaker.ts';
import { sagemakerImagesContract } from './contracts/sagemaker-image-kinds.ts';
import { sagemakerMonitoringContract } from './contracts/sagemaker-monitoring.ts';
import { sagemakerSpaceContract } from './contracts/sagemaker-space.ts';
import { sagemakerUpdatesContract } from './contracts/sagemaker-updates.ts';
import { securityhubContract } from './contracts/securityhub.ts';
import { snsContract } from './contracts/sns.ts';
import { sqsContract } from './contracts/sqs.ts';
import { ssmContract } from './contracts/ssm.ts';
import { stsContract } from './contracts/sts.ts';
import { type Endpoint, emulated, remote } from './kit.ts';

const endpoint = process.env['ASSAY_CONTRACT_ENDPOINT'];
let accounts = 100_000_000_000;

// The emulator, or whatever else claims to be AWS.
const doors: [string, () => Endpoint][] =
  endpoint === undefined
    ? [
        ['the emulator', () => emulated()],
        ['the emulator below the whole SDK', () => emulated({ wholeRequests: true })],
      ]
    : [
        [
          endpoint,
          () => {
            accounts += 1;
            return remote(endpoint, String(accounts));
          },
        ],
      ];

describe.each(doors)('%s', (_, open) => {
  for (const contract of [
    bedrockContract,
    bedrockAgentContract,
    bedrockAgentCoreControlContract,
    configServiceContract,
    dynamodbContract,
    eventbridgeContract,
    iamContract,
    kmsContract,
    notebookInstanceContract,
    promptsAndFlowsContract,
    rarelyCalledContract,
    rarelyCalledAiContract,
    rarelyCalledDataContract,
    s3Contract,
    s3LockContract,
    sagemakerContract,
    sagemakerImagesContract,
    sagemakerMonitoringContract,
    sagemakerSpaceContract,
    sagemakerUpdatesContract,
    securityhubContract,
    snsContract,
    sqsContract,
    ssmContract,
    stsContract,
    resourcePoliciesContract,
    openSearchServerlessContract,
    iamUsersContract,
    ecrContract,
    comprehendContract,
    cloudwatchLogsContract,
    cloudControlContract,
  ]) {
    contract(open);
  }
});

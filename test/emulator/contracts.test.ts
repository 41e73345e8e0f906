import { bedrockContract } from './contracts/bedrock.ts';
import { bedrockAgentContract } from './contracts/bedrock-agent.ts';
import { bedrockAgentCoreControlContract } from './contracts/bedrock-agentcore-control.ts';
import { iamContract } from './contracts/iam.ts';
import { notebookInstanceContract } from './contracts/notebook-instance.ts';
import { sagemakerContract } from './contracts/sagemaker.ts';
import { stsContract } from './contracts/sts.ts';
import { emulated } from './kit.ts';

for (const contract of [
  bedrockContract,
  bedrockAgentContract,
  bedrockAgentCoreControlContract,
  iamContract,
  notebookInstanceContract,
  sagemakerContract,
  stsContract,
]) {
  contract(() => emulated());
}

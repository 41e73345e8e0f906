import {
  BedrockAgentCoreControlClient,
  CreateMemoryCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import remediation from '../../../remediations/agentcore/memory-tagged.ts';
import { itTags } from '../_families/tag-scenes.ts';
import { refOf } from '../kit.ts';

itTags(remediation, 'agentcore-memory-tagged', (tags) => async (door) => {
  const { memory } = await door
    .client(BedrockAgentCoreControlClient)
    .send(new CreateMemoryCommand({ name: 'talks', eventExpiryDuration: 30, tags }));
  return refOf('AWS::BedrockAgentCore::Memory', memory?.id ?? '', memory?.arn);
});

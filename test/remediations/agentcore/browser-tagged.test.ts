import {
  BedrockAgentCoreControlClient,
  CreateBrowserCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import remediation from '../../../remediations/agentcore/browser-tagged.ts';
import { itTags } from '../_families/tag-scenes.ts';
import { refOf } from '../kit.ts';

itTags(remediation, 'agentcore-browser-tagged', (tags) => async (door) => {
  const networkConfiguration = { networkMode: 'PUBLIC' } as const;
  const { browserId = '', browserArn } = await door
    .client(BedrockAgentCoreControlClient)
    .send(new CreateBrowserCommand({ name: 'browser', networkConfiguration, tags }));
  return refOf('AWS::BedrockAgentCore::BrowserCustom', browserId, browserArn);
});

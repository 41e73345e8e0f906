import type { GetBrowserResponse } from '@aws-sdk/client-bedrock-agentcore-control';
import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { certificatesOf } from './_certificates.ts';
import { agentcoreTags } from './_tags.ts';

const type = 'AWS::BedrockAgentCore::BrowserCustom';

export default defineReader({
  type,
  actions: ['bedrock-agentcore:GetBrowser', 'bedrock-agentcore:ListTagsForResource'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { BedrockAgentCoreControlClient, GetBrowserCommand } = await import('../../clients/agentcore.ts');
    const client = aws.client(BedrockAgentCoreControlClient, ref.region);
    const answer = await ask('bedrock-agentcore:GetBrowser', () =>
      client.send(new GetBrowserCommand({ browserId: ref.id })),
    );
    const Tags = await agentcoreTags(reading, answer.browserArn);
    return {
      properties: { ...toCloudFormation(unwrapped(answer), type, { recording: 'RecordingConfig' }), Tags },
      arn: answer.browserArn,
      createdAt: answer.createdAt,
      status: answer.status,
    };
  },
});

/** The API wraps places in unions of their kinds; CloudFormation has the only kind there is, bare. */
function unwrapped(answer: GetBrowserResponse) {
  return {
    ...answer,
    certificates: certificatesOf(answer.certificates),
    enterprisePolicies: answer.enterprisePolicies?.map(({ location, ...policy }) => ({
      ...policy,
      location: location?.s3 ?? location,
    })),
  };
}

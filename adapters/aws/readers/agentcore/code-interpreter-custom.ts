import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { certificatesOf } from './_certificates.ts';
import { agentcoreTags } from './_tags.ts';

const type = 'AWS::BedrockAgentCore::CodeInterpreterCustom';

export default defineReader({
  type,
  actions: ['bedrock-agentcore:GetCodeInterpreter', 'bedrock-agentcore:ListTagsForResource'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { BedrockAgentCoreControlClient, GetCodeInterpreterCommand } = await import(
      '../../clients/agentcore.ts'
    );
    const client = aws.client(BedrockAgentCoreControlClient, ref.region);
    const answer = await ask('bedrock-agentcore:GetCodeInterpreter', () =>
      client.send(new GetCodeInterpreterCommand({ codeInterpreterId: ref.id })),
    );
    const certificates = certificatesOf(answer.certificates);
    const Tags = await agentcoreTags(reading, answer.codeInterpreterArn);
    return {
      properties: { ...toCloudFormation({ ...answer, certificates }, type), Tags },
      arn: answer.codeInterpreterArn,
      createdAt: answer.createdAt,
      status: answer.status,
    };
  },
});

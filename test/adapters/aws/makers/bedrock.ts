import {
  BedrockClient,
  CreateGuardrailCommand,
  CreateModelCustomizationJobCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-bedrock';
import {
  BedrockAgentClient,
  CreateAgentCommand,
  CreateDataSourceCommand,
  CreateKnowledgeBaseCommand,
} from '@aws-sdk/client-bedrock-agent';
import type { EmulatedAws } from '../kit.ts';

const roleArn = 'arn:aws:iam::111122223333:role/Bedrock';
const messages = { blockedInputMessaging: 'no', blockedOutputsMessaging: 'no' };

async function knowledgeBase({ door }: EmulatedAws, name: string) {
  const input = { name, roleArn, knowledgeBaseConfiguration: { type: 'VECTOR' as const } };
  const answer = await door.client(BedrockAgentClient).send(new CreateKnowledgeBaseCommand(input));
  return answer.knowledgeBase?.knowledgeBaseId;
}

export const bedrockMakers = {
  async 'AWS::Bedrock::Agent'({ door }: EmulatedAws, agentName: string) {
    await door.client(BedrockAgentClient).send(new CreateAgentCommand({ agentName }));
  },
  async 'AWS::Bedrock::CustomModel'({ world, door }: EmulatedAws, name: string) {
    await door.client(BedrockClient).send(
      new CreateModelCustomizationJobCommand({
        jobName: name,
        customModelName: name,
        baseModelIdentifier: 'amazon.titan-text-express-v1',
        roleArn,
        trainingDataConfig: { s3Uri: 's3://training/data.jsonl' },
        outputDataConfig: { s3Uri: 's3://training/out/' },
      }),
    );
    world.clock.advance(2 * 60 * 60_000);
  },
  async 'AWS::Bedrock::DataSource'(emulated: EmulatedAws, name: string) {
    await emulated.door.client(BedrockAgentClient).send(
      new CreateDataSourceCommand({
        knowledgeBaseId: await knowledgeBase(emulated, name),
        name,
        dataSourceConfiguration: { type: 'S3', s3Configuration: { bucketArn: 'arn:aws:s3:::pages' } },
      }),
    );
  },
  async 'AWS::Bedrock::Guardrail'({ door }: EmulatedAws, name: string) {
    await door.client(BedrockClient).send(new CreateGuardrailCommand({ name, ...messages }));
  },
  'AWS::Bedrock::KnowledgeBase': knowledgeBase,
  /** It is there in every Region, whoever made it. */
  async 'AWS::Bedrock::ModelInvocationLoggingConfiguration'() {},
  async 'AWS::Bedrock::ResourcePolicy'({ door }: EmulatedAws, name: string) {
    const bedrock = door.client(BedrockClient);
    const made = await bedrock.send(new CreateGuardrailCommand({ name, ...messages }));
    await bedrock.send(
      new PutResourcePolicyCommand({ resourceArn: made.guardrailArn, resourcePolicy: '{"Statement":[]}' }),
    );
    // Another one without a policy.
    await bedrock.send(new CreateGuardrailCommand({ name: `${name}-closed`, ...messages }));
  },
};

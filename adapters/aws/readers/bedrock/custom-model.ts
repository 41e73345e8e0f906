import type { BedrockClient } from '@aws-sdk/client-bedrock';
import definition from '../../../../resources/bedrock/custom-model.ts';
import { isUnknown, type JsonObject } from '../../../../resources/resource.ts';
import { arnOf } from '../../arn.ts';
import { plain, toCloudFormation } from '../../cloudformation.ts';
import { defineReader, type Reading } from '../../reader.ts';
import { bedrockTags } from './_tags.ts';

const type = 'AWS::Bedrock::CustomModel';

export default defineReader({
  type,
  actions: ['bedrock:GetCustomModel', 'bedrock:GetModelCustomizationJob', 'bedrock:ListTagsForResource'],
  takesNames: true,
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { BedrockClient, GetCustomModelCommand } = await import('../../clients/bedrock.ts');
    const client = aws.client(BedrockClient, ref.region);
    const modelIdentifier = ref.nameOnly
      ? ref.id
      : (arnOf(ref, 'bedrock', `custom-model/${ref.id}`) ?? ref.id);
    const answer = await ask('bedrock:GetCustomModel', () =>
      client.send(new GetCustomModelCommand({ modelIdentifier })),
    );
    const job = await jobOf(reading, client, answer.jobArn);
    const Tags = await bedrockTags(reading, answer.modelArn);
    return {
      properties: { ...toCloudFormation({ ...answer, ...job }, type), Tags },
      id: definition.idFrom?.(answer.modelArn ?? ''),
      arn: answer.modelArn,
      createdAt: answer.creationTime,
      status: answer.modelStatus,
    };
  },
});

/** Role and network, which only the job that made the model tells; a model without a job has neither. */
async function jobOf(
  { aside }: Reading<'bedrock:GetModelCustomizationJob'>,
  client: BedrockClient,
  jobIdentifier: string | undefined,
): Promise<JsonObject> {
  if (jobIdentifier === undefined) return {};
  const { GetModelCustomizationJobCommand } = await import('../../clients/bedrock.ts');
  const job = await aside('bedrock:GetModelCustomizationJob', async (): Promise<JsonObject> => {
    const answer = await client.send(new GetModelCustomizationJobCommand({ jobIdentifier }));
    return { roleArn: answer.roleArn, vpcConfig: plain(answer.vpcConfig) };
  });
  return isUnknown(job) ? { roleArn: job, vpcConfig: job } : (job ?? {});
}

import {
  BedrockClient,
  CreateModelCustomizationJobCommand,
  GetModelCustomizationJobCommand,
} from '@aws-sdk/client-bedrock';
import remediation from '../../../remediations/bedrock/custom-model-tagged.ts';
import { camelTags, itTags } from '../_families/tag-scenes.ts';
import { refOf } from '../kit.ts';

itTags(remediation, 'bedrock-custom-model-tagged', (tags) => async (door, world) => {
  const client = door.client(BedrockClient);
  const { jobArn } = await client.send(
    new CreateModelCustomizationJobCommand({
      jobName: 'tune',
      customModelName: 'tuned',
      baseModelIdentifier: 'amazon.titan-text-express-v1',
      roleArn: 'arn:aws:iam::111122223333:role/Tune',
      trainingDataConfig: { s3Uri: 's3://training/data.jsonl' },
      outputDataConfig: { s3Uri: 's3://training/out/' },
      customModelTags: camelTags(tags),
    }),
  );
  world.clock.advance(2 * 60 * 60_000);
  const { outputModelArn = '' } = await client.send(
    new GetModelCustomizationJobCommand({ jobIdentifier: jobArn }),
  );
  const id = outputModelArn.split('custom-model/')[1] ?? '';
  return refOf('AWS::Bedrock::CustomModel', id, outputModelArn);
});

import {
  BedrockClient,
  ConflictException,
  CreateGuardrailCommand,
  CreateGuardrailVersionCommand,
  CreateModelCustomizationJobCommand,
  DeleteCustomModelCommand,
  DeleteGuardrailCommand,
  DeleteModelInvocationLoggingConfigurationCommand,
  GetCustomModelCommand,
  GetGuardrailCommand,
  GetModelCustomizationJobCommand,
  GetModelInvocationLoggingConfigurationCommand,
  ListCustomModelsCommand,
  ListGuardrailsCommand,
  ListModelCustomizationJobsCommand,
  ListTagsForResourceCommand,
  PutModelInvocationLoggingConfigurationCommand,
  ResourceNotFoundException,
  StopModelCustomizationJobCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateGuardrailCommand,
} from '@aws-sdk/client-bedrock';
import { describe, expect, it } from 'vitest';
import { allPages, type Endpoint, refusal } from '../kit.ts';
import { type Kind, lifeContract, type Tagging } from './life.ts';

const GUARDRAIL = { blockedInputMessaging: 'no', blockedOutputsMessaging: 'no' };
const ATTACK = {
  type: 'PROMPT_ATTACK' as const,
  inputStrength: 'LOW' as const,
  outputStrength: 'NONE' as const,
};
const JOB = {
  jobName: 'job',
  customModelName: 'model',
  roleArn: 'arn:aws:iam::111122223333:role/Customization',
  baseModelIdentifier: 'amazon.titan-text-express-v1',
  trainingDataConfig: { s3Uri: 's3://bucket/train.jsonl' },
  outputDataConfig: { s3Uri: 's3://bucket/out' },
};

const KINDS: Kind<BedrockClient>[] = [
  {
    kind: 'guardrail',
    async create(bedrock, name) {
      const made = await bedrock.send(new CreateGuardrailCommand({ name, ...GUARDRAIL }));
      return { arn: made.guardrailArn, id: made.guardrailId };
    },
    arn: (id) => `guardrail/${id}`,
    describe: (bedrock, guardrailIdentifier) =>
      bedrock.send(new GetGuardrailCommand({ guardrailIdentifier })),
    list: async (bedrock) => (await bedrock.send(new ListGuardrailsCommand({}))).guardrails,
    remove: (bedrock, guardrailIdentifier) =>
      bedrock.send(new DeleteGuardrailCommand({ guardrailIdentifier })),
    twice: 'ConflictException',
    unknown: { name: 'ResourceNotFoundException', message: 'does not exist' },
  },
];

const TAGGING: Tagging<BedrockClient> = {
  add: (bedrock, resourceARN, tags) => {
    const list = Object.entries(tags).map(([key, value]) => ({ key, value }));
    return bedrock.send(new TagResourceCommand({ resourceARN, tags: list }));
  },
  remove: (bedrock, resourceARN, tagKeys) => bedrock.send(new UntagResourceCommand({ resourceARN, tagKeys })),
  async list(bedrock, resourceARN) {
    const { tags = [] } = await bedrock.send(new ListTagsForResourceCommand({ resourceARN }));
    return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
  },
  unknown: 'ResourceNotFoundException',
};

/** What Bedrock promises about guardrails, invocation logging and custom models. */
export function bedrockContract(open: () => Endpoint): void {
  lifeContract(open, { service: 'bedrock', Client: BedrockClient, kinds: KINDS, tagging: TAGGING });

  const withGuardrail = async () => {
    const endpoint = open();
    const bedrock = endpoint.client(BedrockClient);
    const contentPolicyConfig = { filtersConfig: [ATTACK] };
    const made = await bedrock.send(
      new CreateGuardrailCommand({ name: 'g', ...GUARDRAIL, contentPolicyConfig }),
    );
    return { endpoint, bedrock, guardrailIdentifier: made.guardrailId ?? '' };
  };

  describe('a guardrail', () => {
    it('reads its policies under the names of the answer, by id and by ARN', async () => {
      const { endpoint, bedrock, guardrailIdentifier } = await withGuardrail();
      await endpoint.settle();
      const byId = await bedrock.send(new GetGuardrailCommand({ guardrailIdentifier }));
      expect(byId).toMatchObject({ status: 'READY', version: 'DRAFT', contentPolicy: { filters: [ATTACK] } });
      const byArn = await bedrock.send(new GetGuardrailCommand({ guardrailIdentifier: byId.guardrailArn }));
      expect(byArn.guardrailId).toBe(guardrailIdentifier);
    });

    it('loses what an update does not name, while its versions stay as they were', async () => {
      const { endpoint, bedrock, guardrailIdentifier } = await withGuardrail();
      await endpoint.settle();
      const { version } = await bedrock.send(new CreateGuardrailVersionCommand({ guardrailIdentifier }));
      expect(version).toBe('1');
      await bedrock.send(new UpdateGuardrailCommand({ guardrailIdentifier, name: 'g', ...GUARDRAIL }));
      await endpoint.settle();
      const draft = await bedrock.send(new GetGuardrailCommand({ guardrailIdentifier }));
      const first = await bedrock.send(
        new GetGuardrailCommand({ guardrailIdentifier, guardrailVersion: '1' }),
      );
      expect(draft.contentPolicy).toBeUndefined();
      expect(first.contentPolicy?.filters).toEqual([ATTACK]);
      const all = await bedrock.send(new ListGuardrailsCommand({ guardrailIdentifier }));
      expect(all.guardrails?.map((row) => row.version)).toEqual(['DRAFT', '1']);
      await bedrock.send(new DeleteGuardrailCommand({ guardrailIdentifier, guardrailVersion: '1' }));
      const gone = bedrock.send(new GetGuardrailCommand({ guardrailIdentifier, guardrailVersion: '1' }));
      expect(await refusal(gone)).toBeInstanceOf(ResourceNotFoundException);
    });

    it('cannot be updated before it is ready', async () => {
      const { bedrock, guardrailIdentifier } = await withGuardrail();
      const early = bedrock.send(
        new UpdateGuardrailCommand({ guardrailIdentifier, name: 'g', ...GUARDRAIL }),
      );
      expect(await refusal(early)).toBeInstanceOf(ConflictException);
    });

    it('is listed page by page', async () => {
      const bedrock = open().client(BedrockClient);
      const names = ['a', 'b', 'c', 'd', 'e'];
      for (const name of names) await bedrock.send(new CreateGuardrailCommand({ name, ...GUARDRAIL }));
      const { rows, pages } = await allPages(async (nextToken) => {
        const page = await bedrock.send(new ListGuardrailsCommand({ nextToken, maxResults: 2 }));
        return { rows: page.guardrails, token: page.nextToken };
      });
      expect(pages).toBe(3);
      expect(rows.map(({ name }) => name)).toEqual(names);
    });
  });

  it('invocation logging is put, read and deleted', async () => {
    const bedrock = open().client(BedrockClient);
    const read = () => bedrock.send(new GetModelInvocationLoggingConfigurationCommand({}));
    expect((await read()).loggingConfig).toBeUndefined();
    const loggingConfig = { s3Config: { bucketName: 'logs' }, imageDataDeliveryEnabled: false };
    await bedrock.send(new PutModelInvocationLoggingConfigurationCommand({ loggingConfig }));
    expect((await read()).loggingConfig).toMatchObject(loggingConfig);
    await bedrock.send(new DeleteModelInvocationLoggingConfigurationCommand({}));
    expect((await read()).loggingConfig).toBeUndefined();
  });

  describe('a model customization job', () => {
    it('ends in a custom model, which can be deleted', async () => {
      const endpoint = open();
      const bedrock = endpoint.client(BedrockClient);
      const { jobArn } = await bedrock.send(new CreateModelCustomizationJobCommand(JOB));
      const read = () => bedrock.send(new GetModelCustomizationJobCommand({ jobIdentifier: jobArn }));
      expect(await read()).toMatchObject({ status: 'InProgress', jobName: 'job', roleArn: JOB.roleArn });
      expect((await bedrock.send(new ListCustomModelsCommand({}))).modelSummaries).toEqual([]);
      await endpoint.settle();
      const { status, outputModelArn: modelIdentifier } = await read();
      expect(status).toBe('Completed');
      const model = await bedrock.send(new GetCustomModelCommand({ modelIdentifier }));
      expect(model).toMatchObject({ modelName: 'model', jobArn, trainingDataConfig: JOB.trainingDataConfig });
      const listed = await bedrock.send(new ListCustomModelsCommand({ nameContains: 'mod' }));
      expect(listed.modelSummaries?.map(({ modelArn }) => modelArn)).toEqual([modelIdentifier]);
      await bedrock.send(new DeleteCustomModelCommand({ modelIdentifier }));
      const gone = bedrock.send(new GetCustomModelCommand({ modelIdentifier }));
      expect(await refusal(gone)).toBeInstanceOf(ResourceNotFoundException);
    });

    it('that is stopped leaves no model', async () => {
      const endpoint = open();
      const bedrock = endpoint.client(BedrockClient);
      await bedrock.send(new CreateModelCustomizationJobCommand(JOB));
      await bedrock.send(new StopModelCustomizationJobCommand({ jobIdentifier: 'job' }));
      await endpoint.settle();
      const { modelCustomizationJobSummaries: jobs } = await bedrock.send(
        new ListModelCustomizationJobsCommand({}),
      );
      expect(jobs?.map(({ status }) => status)).toEqual(['Stopped']);
      expect((await bedrock.send(new ListCustomModelsCommand({}))).modelSummaries).toEqual([]);
    });

    it('is refused under a name that is taken', async () => {
      const bedrock = open().client(BedrockClient);
      await bedrock.send(new CreateModelCustomizationJobCommand(JOB));
      const again = bedrock.send(
        new CreateModelCustomizationJobCommand({ ...JOB, customModelName: 'other' }),
      );
      expect((await refusal(again)).name).toBe('ValidationException');
    });
  });
}

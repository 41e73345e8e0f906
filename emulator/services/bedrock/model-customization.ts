import type {
  CustomModelSummary,
  GetCustomModelResponse,
  GetModelCustomizationJobResponse,
  ModelCustomizationJobSummary,
} from '@aws-sdk/client-bedrock';
import { AwsError, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromCamelTags, idOf, tags } from './_shared.ts';

type Job = Answer<GetModelCustomizationJobResponse> &
  ModelCustomizationJobSummary & { jobArn: string; plannedModelArn: string };
type Model = Answer<GetCustomModelResponse> & CustomModelSummary & { modelArn: string };

const jobs = createTable<Job>();
const models = createTable<Model>();

const TRAINING_MS = 60 * 60_000;
const STOPPING_MS = 60_000;

export const modelCustomization = {
  CreateModelCustomizationJob(input, call) {
    const { baseModelIdentifier, customModelKmsKeyId, customModelTags, jobTags, ...given } = input;
    refuseTaken(call, input.jobName, input.customModelName);
    const base = idOf(baseModelIdentifier);
    const jobArn = call.arn(`model-customization-job/${base}/${call.world.ids.lower(12)}`);
    const modelArn = call.arn(`custom-model/${base}/${call.world.ids.lower(12)}`);
    const begun: Job = {
      validationDataConfig: { validators: [] },
      customizationType: 'FINE_TUNING',
      ...given,
      jobArn,
      plannedModelArn: modelArn,
      baseModelArn: `arn:${call.partition}:bedrock:${call.region}::foundation-model/${base}`,
      outputModelName: input.customModelName,
      outputModelKmsKeyArn: customModelKmsKeyId,
      status: 'InProgress',
      creationTime: call.now(),
      lastModifiedTime: call.now(),
    };
    const model = modelOf(begun, modelArn, call.account);
    jobs.put(call, jobArn, begun, { afterMs: TRAINING_MS, become: (at) => completed(begun, at) });
    models.put(call, modelArn, undefined, {
      afterMs: TRAINING_MS,
      become: (at) => ({ ...model, creationTime: at }),
    });
    tags.start(call, jobArn, fromCamelTags(jobTags));
    tags.start(call, modelArn, fromCamelTags(customModelTags));
    return { jobArn };
  },

  GetModelCustomizationJob: (input, call) => findJob(call, input.jobIdentifier),

  ListModelCustomizationJobs(input, call) {
    const rows = jobs.list(call).filter(({ status }) => !input.statusEquals || status === input.statusEquals);
    const { page, nextToken } = restPage(ordered(rows, input, 'jobName'), input);
    return { modelCustomizationJobSummaries: page, nextToken };
  },

  StopModelCustomizationJob(input, call) {
    const job = findJob(call, input.jobIdentifier);
    if (job.status !== 'InProgress')
      throw invalid(`The job is in status ${job.status} and cannot be stopped.`);
    const stopping: Job = { ...job, status: 'Stopping', lastModifiedTime: call.now() };
    jobs.put(call, job.jobArn, stopping, {
      afterMs: STOPPING_MS,
      become: (at) => ({ ...stopping, status: 'Stopped', lastModifiedTime: at, endTime: at }),
    });
    models.delete(call, job.plannedModelArn);
    return {};
  },

  GetCustomModel: (input, call) => findModel(call, input.modelIdentifier),

  ListCustomModels(input, call) {
    const base = input.baseModelArnEquals ?? input.foundationModelArnEquals;
    const rows = models.list(call).filter(({ baseModelArn }) => base === undefined || baseModelArn === base);
    const { page, nextToken } = restPage(ordered(rows, input, 'modelName'), input);
    return { modelSummaries: page, nextToken };
  },

  DeleteCustomModel(input, call) {
    const { modelArn } = findModel(call, input.modelIdentifier);
    models.delete(call, modelArn);
    tags.end(call, modelArn);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock')>;

// The job knows the ARN of its model from the start, and shows it at the end.
function completed(begun: Job, at: Date): Job {
  return {
    ...begun,
    status: 'Completed',
    outputModelArn: begun.plannedModelArn,
    customModelArn: begun.plannedModelArn,
    customModelName: begun.outputModelName,
    lastModifiedTime: at,
    endTime: at,
  };
}

function modelOf(job: Job, modelArn: string, ownerAccountId: string): Model {
  return {
    modelArn,
    modelName: job.outputModelName,
    jobName: job.jobName,
    jobArn: job.jobArn,
    baseModelArn: job.baseModelArn,
    baseModelName: idOf(job.baseModelArn ?? ''),
    customizationType: job.customizationType,
    modelKmsKeyArn: job.outputModelKmsKeyArn,
    hyperParameters: job.hyperParameters,
    trainingDataConfig: job.trainingDataConfig,
    validationDataConfig: job.validationDataConfig,
    outputDataConfig: job.outputDataConfig,
    creationTime: job.creationTime,
    modelStatus: 'Active',
    ownerAccountId,
  };
}

function findJob(call: Call, nameOrArn: string): Job {
  const found = jobs.get(call, nameOrArn) ?? jobs.list(call).find(({ jobName }) => jobName === nameOrArn);
  if (found === undefined) throw resourceNotFound(`The job ${nameOrArn} does not exist.`);
  return found;
}

function findModel(call: Call, nameOrArn: string): Model {
  const found =
    models.get(call, nameOrArn) ?? models.list(call).find(({ modelName }) => modelName === nameOrArn);
  if (found === undefined) throw resourceNotFound(`The model ${nameOrArn} does not exist.`);
  return found;
}

// Bedrock says ValidationException where others say conflict.
function refuseTaken(call: Call, jobName: string, modelName: string): void {
  if (jobs.list(call).some((job) => job.jobName === jobName)) {
    throw invalid(`The provided job name ${jobName} is currently in use.`);
  }
  if (models.list(call).some((model) => model.modelName === modelName)) {
    throw invalid(`The provided model name ${modelName} is currently in use.`);
  }
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

interface Listed {
  nameContains?: string | undefined;
  creationTimeAfter?: Date | undefined;
  creationTimeBefore?: Date | undefined;
  sortOrder?: string | undefined;
}

function ordered<
  Name extends string,
  T extends { creationTime: Date | undefined } & Record<Name, string | undefined>,
>(rows: T[], input: Listed, name: Name): T[] {
  const found = rows.filter((row) => {
    const ms = row.creationTime?.getTime() ?? 0;
    return (
      (row[name] ?? '').includes(input.nameContains ?? '') &&
      ms > (input.creationTimeAfter?.getTime() ?? -1) &&
      ms < (input.creationTimeBefore?.getTime() ?? Number.POSITIVE_INFINITY)
    );
  });
  return input.sortOrder === 'Ascending' ? found : found.reverse();
}

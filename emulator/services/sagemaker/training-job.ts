import type { DescribeTrainingJobResponse } from '@aws-sdk/client-sagemaker';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { inUse, invalid, listPage, tags } from './_shared.ts';

type TrainingJob = Answer<DescribeTrainingJobResponse>;

const jobs = createTable<TrainingJob>();

const TRAINING_MS = 10 * 60_000;
const STOPPING_MS = 60_000;
const STARTING_MS = 60_000;
const DOWNLOADING_MS = 120_000;

export const trainingJob = {
  CreateTrainingJob(input, call) {
    const { TrainingJobName: name, Tags, ...given } = input;
    const arn = call.arn(`training-job/${name.toLowerCase()}`);
    if (jobs.get(call, name)) {
      const rule = 'Job name must be unique within an AWS account and region';
      throw inUse(`${rule}, and a job with this name already exists (${arn})`);
    }
    const begun: TrainingJob = {
      EnableNetworkIsolation: false,
      EnableInterContainerTrafficEncryption: false,
      EnableManagedSpotTraining: false,
      StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
      ...given,
      TrainingJobName: name,
      TrainingJobArn: arn,
      TrainingJobStatus: 'InProgress',
      SecondaryStatus: 'Starting',
      ModelArtifacts: {
        S3ModelArtifacts: `${given.OutputDataConfig.S3OutputPath}/${name}/output/model.tar.gz`,
      },
      CreationTime: call.now(),
      LastModifiedTime: call.now(),
    };
    train(call, begun, TRAINING_MS);
    tags.start(call, arn, fromTagList(Tags));
    return { TrainingJobArn: arn };
  },

  DescribeTrainingJob: (input, call) => find(call, input.TrainingJobName),

  ListTrainingJobs(input, call) {
    const rows = jobs.list(call).map((job) => shown(call, job));
    const { page, NextToken } = listPage(rows, input, {
      name: (row) => row.TrainingJobName,
      status: (row) => row.TrainingJobStatus,
    });
    return { TrainingJobSummaries: page, NextToken };
  },

  UpdateTrainingJob(input, call) {
    const job = find(call, input.TrainingJobName);
    const { TrainingJobName: _, ProfilerConfig, ResourceConfig, ...given } = input;
    const { SecondaryStatus: stage = '' } = job;
    if (given.RemoteDebugConfig && !TAKES_REMOTE_DEBUG.includes(stage)) {
      throw invalid(`The remote debug configuration cannot be updated while the job is in ${stage}.`);
    }
    const updated = {
      ...job,
      ...given,
      ProfilerConfig: ProfilerConfig ? { ...job.ProfilerConfig, ...ProfilerConfig } : job.ProfilerConfig,
      ResourceConfig: ResourceConfig ? { ...job.ResourceConfig, ...ResourceConfig } : job.ResourceConfig,
      LastModifiedTime: call.now(),
    } as TrainingJob;
    const trained = call.now().getTime() - (job.CreationTime?.getTime() ?? 0);
    if (job.TrainingJobStatus === 'InProgress') train(call, updated, Math.max(TRAINING_MS - trained, 0));
    else jobs.put(call, input.TrainingJobName, updated);
    return { TrainingJobArn: job.TrainingJobArn };
  },

  StopTrainingJob(input, call) {
    const job = find(call, input.TrainingJobName);
    if (job.TrainingJobStatus !== 'InProgress') {
      throw invalid(
        `The request was rejected because the training job is in status ${job.TrainingJobStatus}.`,
      );
    }
    const stopping: TrainingJob = {
      ...job,
      TrainingJobStatus: 'Stopping',
      SecondaryStatus: 'Stopping',
      LastModifiedTime: call.now(),
    };
    jobs.put(call, input.TrainingJobName, stopping, {
      afterMs: STOPPING_MS,
      become: (at) => ({
        ...stopping,
        ...ended(at),
        TrainingJobStatus: 'Stopped',
        SecondaryStatus: 'Stopped',
      }),
    });
    return {};
  },

  DeleteTrainingJob(input, call) {
    const job = find(call, input.TrainingJobName);
    if (job.TrainingJobStatus === 'InProgress' || job.TrainingJobStatus === 'Stopping') {
      throw inUse(`The training job is in status ${job.TrainingJobStatus} and cannot be deleted.`);
    }
    jobs.delete(call, input.TrainingJobName);
    tags.end(call, job.TrainingJobArn ?? '');
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

// https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateTrainingJob.html
const TAKES_REMOTE_DEBUG: readonly string[] = ['Downloading', 'Training'];

function train(call: Call, job: TrainingJob, afterMs: number): void {
  jobs.put(call, job.TrainingJobName ?? '', job, {
    afterMs,
    become: (at) => ({
      ...job,
      ...ended(at),
      TrainingJobStatus: 'Completed',
      SecondaryStatus: 'Completed',
    }),
  });
}

function find(call: Call, name: string): TrainingJob {
  const found = jobs.get(call, name);
  if (found === undefined) throw invalid('Requested resource not found.');
  return shown(call, found);
}

/** A job that runs, at the stage that it has reached. */
function shown(call: Call, job: TrainingJob): TrainingJob {
  if (job.TrainingJobStatus !== 'InProgress') return job;
  const ms = call.now().getTime() - (job.CreationTime?.getTime() ?? 0);
  const stage = ms < STARTING_MS ? 'Starting' : ms < DOWNLOADING_MS ? 'Downloading' : 'Training';
  return { ...job, SecondaryStatus: stage };
}

function ended(at: Date): Partial<TrainingJob> {
  return { LastModifiedTime: at, TrainingEndTime: at };
}

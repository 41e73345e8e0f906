import type { DescribeTrainingJobResponse } from '@aws-sdk/client-sagemaker';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { inUse, invalid, listPage, tags } from './_shared.ts';

type TrainingJob = Answer<DescribeTrainingJobResponse>;

const jobs = createTable<TrainingJob>();

const TRAINING_MS = 10 * 60_000;
const STOPPING_MS = 60_000;

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
    jobs.put(call, name, begun, {
      afterMs: TRAINING_MS,
      become: (at) => ({
        ...begun,
        ...ended(at),
        TrainingJobStatus: 'Completed',
        SecondaryStatus: 'Completed',
      }),
    });
    tags.start(call, arn, fromTagList(Tags));
    return { TrainingJobArn: arn };
  },

  DescribeTrainingJob: (input, call) => find(call, input.TrainingJobName),

  ListTrainingJobs(input, call) {
    const { page, NextToken } = listPage(jobs.list(call), input, {
      name: (row) => row.TrainingJobName,
      status: (row) => row.TrainingJobStatus,
    });
    return { TrainingJobSummaries: page, NextToken };
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

function find(call: Call, name: string): TrainingJob {
  const found = jobs.get(call, name);
  if (found === undefined) throw invalid('Requested resource not found.');
  return found;
}

function ended(at: Date): Partial<TrainingJob> {
  return { LastModifiedTime: at, TrainingEndTime: at };
}

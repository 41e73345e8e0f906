import type {
  DescribeTrainingJobCommandInput,
  UpdateTrainingJobCommandInput,
} from '@aws-sdk/client-sagemaker';
import { answers, apiCall, change, defineRemediation, draft, refuse } from '../remediation.ts';

/** Stages in which a job takes another configuration for remote debugging. */
const OPEN: readonly unknown[] = ['Downloading', 'Training'];

export default defineRemediation({
  id: 'sagemaker-training-job-remote-debug-off',
  title: 'Switch off remote debugging of the training job',
  resourceType: 'AWS::SageMaker::TrainingJob',
  repairs: ['sagemaker-training-job-remote-debug-disabled'],
  risk: 'disruptive',
  breaks:
    'Whoever debugs in the container loses the way into it; training goes on. Once the job has ended, remote debugging ' +
    'can be neither switched off nor on again.',
  permissions: ['sagemaker:DescribeTrainingJob', 'sagemaker:UpdateTrainingJob'],
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateTrainingJob.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/train-remote-debugging.html',
  ],

  async read({ id }, ask) {
    const { SecondaryStatus, RemoteDebugConfig } = await ask(describe(id));
    // Not the stage itself: a plan does not lapse because the job has come further.
    return { isOpen: OPEN.includes(SecondaryStatus), RemoteDebugConfig };
  },

  plan({ resource: { id, properties }, before: { isOpen, RemoteDebugConfig } }) {
    if (!isOpen) {
      return refuse(
        `the job is ${String(properties['SecondaryStatus'])}: it can be updated while it is Downloading or Training`,
      );
    }
    const was: unknown = Reflect.get(Object(RemoteDebugConfig), 'EnableRemoteDebug');
    const changes = [change('RemoteDebugConfig.EnableRemoteDebug', was === true, false)];
    return draft(changes, [{ ...setting(id, false), undo: setting(id, true) }]);
  },
});

const describe = (TrainingJobName: string) =>
  apiCall<DescribeTrainingJobCommandInput>('sagemaker', 'DescribeTrainingJob', { TrainingJobName });

const setting = (TrainingJobName: string, EnableRemoteDebug: boolean) => ({
  call: apiCall<UpdateTrainingJobCommandInput>('sagemaker', 'UpdateTrainingJob', {
    TrainingJobName,
    RemoteDebugConfig: { EnableRemoteDebug },
  }),
  until: answers(describe(TrainingJobName), { 'RemoteDebugConfig.EnableRemoteDebug': [EnableRemoteDebug] }),
});

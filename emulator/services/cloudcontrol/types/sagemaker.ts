import { shownOfCluster, startCluster } from '../../sagemaker/cluster.ts';
import { arn } from '../_shared.ts';
import type { TypeModel } from '../types.ts';

interface Kind {
  /** In ARNs, before the name in small letters. */
  kind: string;
  name: string;
  /** Member that holds the ARN. */
  arnIn: string;
}

/** Known by its ARN, or by its name if `byName`. */
const named = ({ kind, name, arnIn }: Kind, { byName = false } = {}): TypeModel => ({
  identifier: [byName ? name : arnIn],
  made: (desired, call) => ({
    [arnIn]: arn(call, 'sagemaker', `${kind}/${String(desired[name]).toLowerCase()}`),
    CreationTime: call.now().toISOString(),
  }),
});

const jobDefinition = (kind: string): TypeModel => ({
  ...named({ kind, name: 'JobDefinitionName', arnIn: 'JobDefinitionArn' }),
  writeOnly: ['EndpointName'],
});

export const sagemakerModels: Record<string, TypeModel> = {
  'AWS::SageMaker::Cluster': {
    identifier: ['ClusterArn'],
    made(desired, call) {
      const ClusterArn = arn(call, 'sagemaker', `cluster/${call.world.ids.lower(12)}`);
      const { Tags: _, ...asked } = desired;
      startCluster(call, ClusterArn, asked);
      return { ClusterArn };
    },
    shown: ({ ClusterArn }, call) => shownOfCluster(call, String(ClusterArn)),
  },
  'AWS::SageMaker::DataQualityJobDefinition': jobDefinition('data-quality-job-definition'),
  'AWS::SageMaker::InferenceComponent': {
    ...named({
      kind: 'inference-component',
      name: 'InferenceComponentName',
      arnIn: 'InferenceComponentArn',
    }),
    writeOnly: ['DeploymentConfig'],
  },
  'AWS::SageMaker::MlflowTrackingServer': named(
    { kind: 'mlflow-tracking-server', name: 'TrackingServerName', arnIn: 'TrackingServerArn' },
    { byName: true },
  ),
  'AWS::SageMaker::ModelBiasJobDefinition': jobDefinition('model-bias-job-definition'),
  'AWS::SageMaker::ModelCard': named(
    { kind: 'model-card', name: 'ModelCardName', arnIn: 'ModelCardArn' },
    { byName: true },
  ),
  'AWS::SageMaker::ModelExplainabilityJobDefinition': jobDefinition('model-explainability-job-definition'),
  'AWS::SageMaker::ModelQualityJobDefinition': jobDefinition('model-quality-job-definition'),
  'AWS::SageMaker::Pipeline': { identifier: ['PipelineName'] },
  'AWS::SageMaker::ProcessingJob': named({
    kind: 'processing-job',
    name: 'ProcessingJobName',
    arnIn: 'ProcessingJobArn',
  }),
  'AWS::SageMaker::UserProfile': {
    identifier: ['UserProfileName', 'DomainId'],
    made: ({ DomainId, UserProfileName }, call) => ({
      UserProfileArn: arn(
        call,
        'sagemaker',
        `user-profile/${DomainId}/${String(UserProfileName).toLowerCase()}`,
      ),
    }),
  },
};

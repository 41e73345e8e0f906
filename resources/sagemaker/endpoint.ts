import { defineResource } from '../definition.ts';
import { nameAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::SageMaker::Endpoint',
  service: 'sagemaker',
  role: 'ai',
  arnPattern: 'arn:${Partition}:sagemaker:${Region}:${Account}:endpoint/${EndpointName}',
  idFrom: nameAfter('sagemaker', 'endpoint/'),
  names: ['EndpointName'],
  references: [{ path: 'EndpointConfigName', type: 'AWS::SageMaker::EndpointConfig' }],
  readOnly: { EndpointStatus: 'string' },
  stateEvents: [
    { detailType: 'SageMaker Endpoint State Change', arn: 'EndpointArn' },
    { detailType: 'SageMaker Endpoint Deployment State Change', arn: 'EndpointArn' },
  ],
  terraform: [
    {
      type: 'aws_sagemaker_endpoint',
      properties: {
        name: 'EndpointName',
        endpoint_config_name: 'EndpointConfigName',
        'deployment_config[].auto_rollback_configuration[].alarms':
          'DeploymentConfig.AutoRollbackConfiguration.Alarms',
      },
    },
  ],
});

import { defineResource } from '../definition.ts';
import { functionFrom } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::Lambda::Function',
  service: 'lambda',
  role: 'supporting',
  arnPattern: 'arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}',
  idFrom: functionFrom,
  names: ['FunctionName'],
  references: [
    { path: 'Role', type: 'AWS::IAM::Role' },
    { path: 'KmsKeyArn', type: 'AWS::KMS::Key' },
  ],
  terraform: [
    {
      type: 'aws_lambda_function',
      properties: {
        'vpc_config[].subnet_ids': 'VpcConfig.SubnetIds',
        'vpc_config[].security_group_ids': 'VpcConfig.SecurityGroupIds',
        'environment[].variables': 'Environment.Variables',
      },
    },
  ],
  events: [
    {
      source: 'lambda.amazonaws.com',
      names: ['CreateFunction20150331'],
      change: 'create',
      arn: ['responseElements.functionArn'],
      id: ['requestParameters.functionName'],
    },
    {
      source: 'lambda.amazonaws.com',
      names: [
        'UpdateFunctionConfiguration20150331v2',
        'UpdateFunctionCode20150331v2',
        'PutFunctionConcurrency20171031',
        'DeleteFunctionConcurrency20171031',
        'AddPermission20150331v2',
        'RemovePermission20150331v2',
      ],
      change: 'update',
      arn: ['responseElements.functionArn'],
      id: ['requestParameters.functionName'],
    },
    {
      source: 'lambda.amazonaws.com',
      names: ['DeleteFunction20150331'],
      change: 'delete',
      id: ['requestParameters.functionName'],
    },
  ],
});

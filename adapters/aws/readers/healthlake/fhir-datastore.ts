import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::HealthLake::FHIRDatastore',
  handlerActions: ['healthlake:DescribeFHIRDatastore', 'healthlake:ListTagsForResource'],
  identifier: ({ id }) => id,
  arn: arnUnder('DatastoreArn'),
  status: 'DatastoreStatus',
});

import { cloudControlLister } from '../_cloud-control.ts';
import { arnIn } from '../_paged.ts';

export default cloudControlLister({
  type: 'AWS::HealthLake::FHIRDatastore',
  handlerActions: ['healthlake:ListFHIRDatastores'],
  named: ([id = ''], where) => ({ arn: arnIn(where, 'healthlake', `datastore/fhir/${id}`) }),
});

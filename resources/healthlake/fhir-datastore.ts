import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::HealthLake::FHIRDatastore',
  service: 'healthlake',
  role: 'ai',
  arnPattern: 'arn:${Partition}:healthlake:${Region}:${Account}:datastore/fhir/${DatastoreId}',
  idFrom: firstSegmentAfter('healthlake', 'datastore/fhir/'),
  references: [{ path: 'SseConfiguration.KmsEncryptionConfig.KmsKeyId', type: 'AWS::KMS::Key' }],
  readOnly: { DatastoreId: 'string', DatastoreStatus: 'string' },
});

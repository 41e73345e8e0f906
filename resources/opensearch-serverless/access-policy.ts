import { defineResource } from '../definition.ts';

export default defineResource({
  type: 'AWS::OpenSearchServerless::AccessPolicy',
  service: 'aoss',
  role: 'ai',
  names: ['Name'],
});

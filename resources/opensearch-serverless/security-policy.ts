import { defineResource } from '../definition.ts';

export default defineResource({
  type: 'AWS::OpenSearchServerless::SecurityPolicy',
  service: 'aoss',
  role: 'ai',
  names: ['Name'],
});

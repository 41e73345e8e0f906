import { defineService } from '../../service.ts';
import { collection } from './collection.ts';
import { securityPolicy } from './security-policy.ts';
import { tagging } from './tagging.ts';

export const openSearchServerless = defineService({
  name: 'opensearch-serverless',
  arnPrefix: 'aoss',
  eventSource: 'aoss.amazonaws.com',
  operations: { ...collection, ...securityPolicy, ...tagging },
});

import { defineService } from '../../service.ts';
import { messages } from './messages.ts';
import { queues } from './queues.ts';

export const sqs = defineService({
  name: 'sqs',
  arnPrefix: 'sqs',
  eventSource: 'sqs.amazonaws.com',
  invalidInputCode: 'MissingParameter',
  isStronglyConsistent: true,
  dataEvents: new Set(Object.keys(messages)),
  operations: { ...messages, ...queues },
});

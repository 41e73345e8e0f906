import { defineService } from '../../service.ts';
import { buses } from './buses.ts';
import { events } from './events.ts';
import { rules } from './rules.ts';

export const eventbridge = defineService({
  name: 'eventbridge',
  arnPrefix: 'events',
  eventSource: 'events.amazonaws.com',
  isStronglyConsistent: true,
  dataEvents: new Set(['PutEvents']),
  readOnly: { TestEventPattern: true },
  operations: { ...buses, ...events, ...rules },
});

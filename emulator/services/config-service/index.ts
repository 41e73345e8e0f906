import { defineService } from '../../service.ts';
import { evaluations } from './evaluations.ts';
import { recorderOperations } from './recorder.ts';
import { rules } from './rules.ts';

export const configService = defineService({
  name: 'config-service',
  arnPrefix: 'config',
  eventSource: 'config.amazonaws.com',
  isStronglyConsistent: true,
  operations: { ...evaluations, ...recorderOperations, ...rules },
});

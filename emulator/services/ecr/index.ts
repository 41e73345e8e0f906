import { defineService } from '../../service.ts';
import { policies } from './policies.ts';
import { repository } from './repository.ts';
import { scanning } from './scanning.ts';
import { tagging } from './tagging.ts';

export const ecr = defineService({
  name: 'ecr',
  arnPrefix: 'ecr',
  eventSource: 'ecr.amazonaws.com',
  invalidInputCode: 'InvalidParameterException',
  operations: { ...policies, ...repository, ...scanning, ...tagging },
});

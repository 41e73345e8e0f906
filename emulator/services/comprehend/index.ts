import { defineService } from '../../service.ts';
import { entityRecognizer } from './entity-recognizer.ts';
import { tagging } from './tagging.ts';

export const comprehend = defineService({
  name: 'comprehend',
  arnPrefix: 'comprehend',
  eventSource: 'comprehend.amazonaws.com',
  invalidInputCode: 'InvalidRequestException',
  operations: { ...entityRecognizer, ...tagging },
});

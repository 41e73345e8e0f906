import { defineService } from '../../service.ts';
import { automation } from './automation.ts';
import { findingOperations } from './findings.ts';
import { hub } from './hub.ts';
import { imports } from './import.ts';

export const securityhub = defineService({
  name: 'securityhub',
  arnPrefix: 'securityhub',
  eventSource: 'securityhub.amazonaws.com',
  invalidInputCode: 'InvalidInputException',
  operations: { ...automation, ...findingOperations, ...hub, ...imports },
});

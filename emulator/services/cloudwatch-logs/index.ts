import { defineService } from '../../service.ts';
import { logGroup } from './log-group.ts';

export const cloudwatchLogs = defineService({
  name: 'cloudwatch-logs',
  arnPrefix: 'logs',
  eventSource: 'logs.amazonaws.com',
  invalidInputCode: 'InvalidParameterException',
  operations: logGroup,
});

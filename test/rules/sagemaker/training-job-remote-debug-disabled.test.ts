import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/training-job-remote-debug-disabled.ts';
import { testRule } from '../../support/judge-rule.ts';

const observations = [{ path: 'RemoteDebugConfig.EnableRemoteDebug', expected: false, actual: true }];

testRule(rule, {
  COMPLIANT: {
    'off by default': { properties: {} },
    'off, for it is not said to be on': { properties: { RemoteDebugConfig: {} } },
    'switched off': { properties: { RemoteDebugConfig: { EnableRemoteDebug: false } } },
  },
  NON_COMPLIANT: {
    on: { properties: { RemoteDebugConfig: { EnableRemoteDebug: true } }, observations },
    'on in a job that has ended: it was open while it ran': {
      properties: { TrainingJobStatus: 'Completed', RemoteDebugConfig: { EnableRemoteDebug: true } },
      observations,
    },
  },
  INSUFFICIENT_DATA: {
    'an event that may leave it out': { properties: { RemoteDebugConfig: unknown('not in the event') } },
    unknown: { properties: { RemoteDebugConfig: { EnableRemoteDebug: unknown('known after apply') } } },
  },
});

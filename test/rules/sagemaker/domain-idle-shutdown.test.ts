import { type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/domain-idle-shutdown.ts';
import { testRule } from '../../support/judge-rule.ts';

const PATH =
  'DefaultUserSettings.JupyterLabAppSettings.AppLifecycleManagement.IdleSettings.LifecycleManagement';

const lab = (IdleSettings: JsonObject) => ({
  DefaultUserSettings: { JupyterLabAppSettings: { AppLifecycleManagement: { IdleSettings } } },
});

testRule(rule, {
  COMPLIANT: { 'idle apps are shut down': { properties: lab({ LifecycleManagement: 'ENABLED' }) } },
  NON_COMPLIANT: {
    'switched off': {
      properties: lab({ LifecycleManagement: 'DISABLED', IdleTimeoutInMinutes: 60 }),
      observations: [{ path: PATH, expected: 'ENABLED', actual: 'DISABLED' }],
    },
    'a time without the switch': {
      properties: lab({ IdleTimeoutInMinutes: 60 }),
      observations: [{ path: PATH, actual: null }],
    },
    'another app’s switch is not JupyterLab’s': {
      properties: {
        DefaultUserSettings: {
          CodeEditorAppSettings: {
            AppLifecycleManagement: { IdleSettings: { LifecycleManagement: 'ENABLED' } },
          },
        },
      },
    },
    'no lifecycle management': { properties: { DefaultUserSettings: { JupyterLabAppSettings: {} } } },
    'no idle settings': {
      properties: { DefaultUserSettings: { JupyterLabAppSettings: { AppLifecycleManagement: {} } } },
    },
    'no settings': { properties: {} },
  },
  INSUFFICIENT_DATA: {
    unknown: { properties: lab({ LifecycleManagement: unknown('parameter X has no default') }) },
  },
});

import { defineRule } from '../../engine/rule.ts';
import { exactly } from '../_families/exactly.ts';

const idle = (LifecycleManagement: string) => ({
  DefaultUserSettings: {
    JupyterLabAppSettings: { AppLifecycleManagement: { IdleSettings: { LifecycleManagement } } },
  },
});

export default defineRule({
  id: 'sagemaker-domain-idle-shutdown',
  revision: 1,
  title: 'Studio apps must shut down when idle',
  rationale:
    'An app that nobody uses runs on, and is paid for, until somebody remembers it; what a session left open can be used ' +
    'by whoever comes to it.',
  severity: 'LOW',
  profile: 'sensitive',
  resourceType: 'AWS::SageMaker::Domain',
  controls: {
    published: {},
    judged: [
      'eu_ai_act_2024_1689:Art. 15',
      'iso27001_2022:A.8.6',
      'iso42001_2023:A.4.5',
      'iso42001_2023:A.6.2.6',
      'mitre_atlas:AML.M0004',
      'nist_800_53_r5:AU-6',
      'nist_800_53_r5:SC-5',
      'nist_800_53_r5:SC-6',
      'nist_ai_rmf_1_0:MANAGE 2.1',
      'nist_ai_rmf_1_0:MEASURE 2.7',
      'owasp_llm_2025:LLM10:2025',
      'soc2_tsc:A1.1',
      'soc2_tsc:CC7.2',
    ],
  },
  guidance:
    'Set DefaultUserSettings.JupyterLabAppSettings.AppLifecycleManagement.IdleSettings with UpdateDomain: ' +
    'LifecycleManagement: ENABLED, and IdleTimeoutInMinutes. Apps that run have to be restarted.',
  references: ['https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-idle-shutdown-setup.html'],
  examples: {
    compliant: [{ name: 'idle apps are shut down', properties: idle('ENABLED') }],
    nonCompliant: [
      { name: 'idle apps run on', properties: idle('DISABLED') },
      { name: 'nothing is said', properties: {} },
    ],
  },

  evaluate({ properties: { DefaultUserSettings } }) {
    const idleSettings = DefaultUserSettings?.JupyterLabAppSettings?.AppLifecycleManagement?.IdleSettings;
    return exactly({
      path: 'DefaultUserSettings.JupyterLabAppSettings.AppLifecycleManagement.IdleSettings.LifecycleManagement',
      expected: 'ENABLED',
      actual: idleSettings?.LifecycleManagement,
    });
  },
});

import fc from 'fast-check';
import remediation from '../../../remediations/sagemaker/notebook-settings.ts';
import { itPutsRight } from '../kit.ts';
import { notebook, otherSettings } from './notebook.ts';

const root = { RootAccess: 'Enabled' } as const;
const imdsv1 = {
  InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: '1' },
} as const;

const scenes = [
  {
    name: 'a running notebook with root access',
    rule: 'sagemaker-notebook-root-access',
    make: notebook(root),
  },
  {
    name: 'a stopped notebook with root access',
    rule: 'sagemaker-notebook-root-access',
    make: notebook(root, true),
  },
  { name: 'a running notebook with IMDSv1', rule: 'sagemaker-notebook-imdsv2', make: notebook(imdsv1) },
] as const;

const anyScene = fc
  .record({ base: fc.constantFrom(...scenes), settings: otherSettings, isStopped: fc.boolean() })
  .map(({ base, settings, isStopped }) => ({
    ...base,
    make: notebook({ ...settings, ...root, ...imdsv1 }, isStopped),
  }));

itPutsRight(remediation, scenes, { anyScene });

import type { Json } from '../../resources/resource.ts';
import type { RuleId } from '../../rules/index.ts';
import { change, defineRemediation, refuse } from '../remediation.ts';
import { NOTEBOOK_CALLS, readNotebook, whileStopped } from './_notebook.ts';

interface Setting {
  /** Of UpdateNotebookInstance. */
  readonly member: 'RootAccess' | 'InstanceMetadataServiceConfiguration';
  readonly value: Json;
  /** The path that the rule observes, the member's own where it is no object. */
  readonly leaf?: string;
}

const SETTINGS: Partial<Record<RuleId, Setting>> = {
  'sagemaker-notebook-root-access': { member: 'RootAccess', value: 'Disabled' },
  'sagemaker-notebook-imdsv2': {
    member: 'InstanceMetadataServiceConfiguration',
    value: { MinimumInstanceMetadataServiceVersion: '2' },
    leaf: 'MinimumInstanceMetadataServiceVersion',
  },
};

export default defineRemediation({
  id: 'sagemaker-notebook-settings',
  title: 'Stop the notebook, correct the setting, start it again',
  resourceType: 'AWS::SageMaker::NotebookInstance',
  repairs: ['sagemaker-notebook-root-access', 'sagemaker-notebook-imdsv2'],
  risk: 'disruptive',
  breaks:
    'A running notebook restarts: kernels and what is in memory are lost, files on its volume stay. Whoever installs ' +
    'packages as root, or reads instance metadata without a session token, has to change that.',
  ...NOTEBOOK_CALLS,

  read: ({ id }, ask) => readNotebook(id, ask, ['RootAccess', 'InstanceMetadataServiceConfiguration']),

  plan({ resource: { id }, before, rule }) {
    const setting = SETTINGS[rule];
    if (!setting) return refuse(`nothing here repairs ${rule}`);
    const { member, value, leaf } = setting;
    const changes = [
      change([member, ...(leaf ? [leaf] : [])].join('.'), at(before[member], leaf), at(value, leaf)),
    ];
    const set = (to: Json) => ({ input: { [member]: to }, shown: { [member]: [to] } });
    return whileStopped({ id, before, changes, to: set(value), from: set(before[member] ?? null) });
  },
});

const at = (value: Json | undefined, leaf: string | undefined): Json | undefined =>
  leaf === undefined ? value : Reflect.get(Object(value), leaf);

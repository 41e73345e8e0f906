import type {
  DescribeNotebookInstanceCommandInput,
  StartNotebookInstanceCommandInput,
  UpdateNotebookInstanceCommandInput,
} from '@aws-sdk/client-sagemaker';
import type { Json, JsonObject } from '../../resources/resource.ts';
import type { RuleId } from '../../rules/index.ts';
import {
  type ApiCall,
  answers,
  apiCall,
  change,
  defineRemediation,
  draft,
  refuse,
  type Step,
} from '../remediation.ts';

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
  permissions: [
    'sagemaker:DescribeNotebookInstance',
    'sagemaker:StartNotebookInstance',
    'sagemaker:StopNotebookInstance',
    'sagemaker:UpdateNotebookInstance',
  ],
  references: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateNotebookInstance.html'],

  async read({ id }, ask) {
    const notebook = await ask(describe(id));
    const { NotebookInstanceStatus, RootAccess, InstanceMetadataServiceConfiguration } = notebook;
    return { NotebookInstanceStatus, RootAccess, InstanceMetadataServiceConfiguration };
  },

  plan({ resource: { id }, before, rule }) {
    const setting = SETTINGS[rule];
    if (!setting) return refuse(`nothing here repairs ${rule}`);
    const { member, value, leaf } = setting;
    const changes = [
      change([member, ...(leaf ? [leaf] : [])].join('.'), at(before[member], leaf), at(value, leaf)),
    ];
    const update = updating(id, { member, to: value, from: before[member] ?? null });
    const status = before['NotebookInstanceStatus'];
    if (status === 'Stopped') return draft(changes, [update]);
    if (status === 'InService') return draft(changes, [stopping(id), update, starting(id)]);
    return refuse(`the notebook is ${String(status)}; wait until it is InService or Stopped`);
  },
});

const at = (value: Json | undefined, leaf: string | undefined): Json | undefined =>
  leaf === undefined ? value : Reflect.get(Object(value), leaf);

const describe = (NotebookInstanceName: string): ApiCall =>
  apiCall<DescribeNotebookInstanceCommandInput>('sagemaker', 'DescribeNotebookInstance', {
    NotebookInstanceName,
  });

/** Start and Stop take the same input. */
const move = (operation: 'StartNotebookInstance' | 'StopNotebookInstance', NotebookInstanceName: string) =>
  apiCall<StartNotebookInstanceCommandInput>('sagemaker', operation, { NotebookInstanceName });

const reaching = (name: string, status: 'InService' | 'Stopped', expect: JsonObject = {}) => ({
  ...answers(describe(name), {
    NotebookInstanceStatus: [status],
    ...Object.fromEntries(Object.entries(expect).map(([path, value]) => [path, [value ?? null]])),
  }),
  never: { NotebookInstanceStatus: ['Failed', 'Deleting'] },
});

const stop = (name: string) => ({
  call: move('StopNotebookInstance', name),
  until: reaching(name, 'Stopped'),
});
const start = (name: string) => ({
  call: move('StartNotebookInstance', name),
  until: reaching(name, 'InService'),
});

const stopping = (name: string): Step => ({ ...stop(name), undo: start(name) });
const starting = (name: string): Step => ({ ...start(name), undo: stop(name) });

function updating(
  name: string,
  { member, from, to }: { member: Setting['member']; from: Json; to: Json },
): Step {
  const set = (value: Json) => ({
    call: apiCall<UpdateNotebookInstanceCommandInput>('sagemaker', 'UpdateNotebookInstance', {
      NotebookInstanceName: name,
      [member]: value,
    }),
    until: reaching(name, 'Stopped', { [member]: value }),
  });
  return { ...set(to), undo: set(from) };
}

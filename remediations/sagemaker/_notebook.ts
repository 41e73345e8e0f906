import type {
  DescribeNotebookInstanceCommandInput,
  StartNotebookInstanceCommandInput,
  UpdateNotebookInstanceCommandInput,
} from '@aws-sdk/client-sagemaker';
import type { Json, JsonObject } from '../../resources/resource.ts';
import {
  type ApiCall,
  type Ask,
  answers,
  apiCall,
  type Change,
  type Draft,
  draft,
  notYet,
  type Refusal,
  type Step,
} from '../remediation.ts';

/** What every remediation that changes a notebook needs and rests on. */
export const NOTEBOOK_CALLS = {
  permissions: [
    'sagemaker:DescribeNotebookInstance',
    'sagemaker:StartNotebookInstance',
    'sagemaker:StopNotebookInstance',
    'sagemaker:UpdateNotebookInstance',
  ],
  references: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateNotebookInstance.html'],
} as const;

const STATUS = 'NotebookInstanceStatus';

/** Its status and these members, as DescribeNotebookInstance gives them. */
export async function readNotebook(id: string, ask: Ask, members: readonly string[]): Promise<JsonObject> {
  const notebook = await ask(describe(id));
  return Object.fromEntries([STATUS, ...members].map((member) => [member, notebook[member]]));
}

/** One way that a stopped notebook is written. */
export interface Writing {
  /** Of UpdateNotebookInstance, besides the name. */
  readonly input: JsonObject;
  /** Path in the answer of DescribeNotebookInstance → what it may then say; null for absent. */
  readonly shown: Readonly<Record<string, readonly Json[]>>;
}

interface Rewriting {
  readonly id: string;
  readonly before: JsonObject;
  readonly changes: readonly Change[];
  readonly to: Writing;
  readonly from: Writing;
}

/** A notebook is written while it is stopped, and runs again where it ran. */
export function whileStopped({ id, before, changes, to, from }: Rewriting): Draft | Refusal {
  const update: Step = { ...writing(id, to), undo: writing(id, from) };
  const status = before[STATUS];
  if (status === 'Stopped') return draft(changes, [update]);
  if (status === 'InService') return draft(changes, [stopping(id), update, starting(id)]);
  return notYet(`the notebook is ${String(status)}; wait until it is InService or Stopped`);
}

const describe = (NotebookInstanceName: string): ApiCall =>
  apiCall<DescribeNotebookInstanceCommandInput>('sagemaker', 'DescribeNotebookInstance', {
    NotebookInstanceName,
  });

/** Start and Stop take the same input. */
const move = (operation: 'StartNotebookInstance' | 'StopNotebookInstance', NotebookInstanceName: string) =>
  apiCall<StartNotebookInstanceCommandInput>('sagemaker', operation, { NotebookInstanceName });

const reaching = (name: string, status: 'InService' | 'Stopped', expect: Writing['shown'] = {}) => ({
  ...answers(describe(name), { [STATUS]: [status], ...expect }),
  never: { [STATUS]: ['Failed', 'Deleting'] },
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

const writing = (NotebookInstanceName: string, { input, shown }: Writing) => ({
  call: apiCall<UpdateNotebookInstanceCommandInput>('sagemaker', 'UpdateNotebookInstance', {
    NotebookInstanceName,
    ...input,
  }),
  until: reaching(NotebookInstanceName, 'Stopped', shown),
});

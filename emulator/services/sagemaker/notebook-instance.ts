import type {
  DescribeNotebookInstanceOutput,
  NotebookInstanceStatus,
  NotebookInstanceSummary,
} from '@aws-sdk/client-sagemaker';
import type { Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { invalid, listPage, tags } from './_shared.ts';

type Notebook = DescribeNotebookInstanceOutput & NotebookInstanceSummary;

const notebooks = createTable<Notebook>();

const SECOND = 1000;

export const notebookInstance = {
  CreateNotebookInstance(input, call) {
    const { NotebookInstanceName: name, LifecycleConfigName, SecurityGroupIds, Tags, ...given } = input;
    const arn = call.arn(`notebook-instance/${name.toLowerCase()}`);
    if (notebooks.get(call, name)) throw invalid(`Cannot create a duplicate Notebook Instance (${arn})`);
    const notebook: Notebook = {
      // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateNotebookInstance.html
      DirectInternetAccess: 'Enabled',
      RootAccess: 'Enabled',
      VolumeSizeInGB: 5,
      PlatformIdentifier: 'notebook-al2-v2',
      InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: '1' },
      ...given,
      NotebookInstanceName: name,
      NotebookInstanceArn: arn,
      NotebookInstanceStatus: 'Pending',
      NotebookInstanceLifecycleConfigName: LifecycleConfigName,
      SecurityGroups: SecurityGroupIds,
      Url: `${name.toLowerCase()}.notebook.${call.region}.sagemaker.aws`,
      CreationTime: call.now(),
      LastModifiedTime: call.now(),
    };
    move(call, notebook, { through: 'Pending', to: 'InService', afterMs: 180 * SECOND });
    tags.start(call, arn, fromTagList(Tags));
    return { NotebookInstanceArn: arn };
  },

  DescribeNotebookInstance: (input, call) => find(call, input.NotebookInstanceName),

  ListNotebookInstances(input, call) {
    const { page, NextToken } = listPage(notebooks.list(call), input, {
      name: (row) => row.NotebookInstanceName,
      status: (row) => row.NotebookInstanceStatus,
      sortedByName: true,
    });
    return { NotebookInstances: page, NextToken };
  },

  UpdateNotebookInstance(input, call) {
    const notebook = inStatus(call, input.NotebookInstanceName, ['Stopped', 'Failed'], 'Updating');
    const { LifecycleConfigName, ...given } = input;
    const updated: Notebook = { ...notebook, ...given };
    if (LifecycleConfigName !== undefined) updated.NotebookInstanceLifecycleConfigName = LifecycleConfigName;
    if (input.DisassociateLifecycleConfig) delete updated.NotebookInstanceLifecycleConfigName;
    if (input.DisassociateDefaultCodeRepository) delete updated.DefaultCodeRepository;
    if (input.DisassociateAdditionalCodeRepositories) delete updated.AdditionalCodeRepositories;
    if (input.DisassociateAcceleratorTypes) delete updated.AcceleratorTypes;
    move(call, updated, { through: 'Updating', to: 'Stopped', afterMs: 60 * SECOND });
    return {};
  },

  StartNotebookInstance(input, call) {
    const notebook = inStatus(call, input.NotebookInstanceName, ['Stopped', 'Failed'], 'Pending');
    move(call, notebook, { through: 'Pending', to: 'InService', afterMs: 120 * SECOND });
    return {};
  },

  StopNotebookInstance(input, call) {
    const notebook = inStatus(call, input.NotebookInstanceName, ['InService'], 'Stopping');
    move(call, notebook, { through: 'Stopping', to: 'Stopped', afterMs: 60 * SECOND });
    return {};
  },

  DeleteNotebookInstance(input, call) {
    const notebook = inStatus(call, input.NotebookInstanceName, ['Stopped', 'Failed'], 'Deleting');
    move(call, notebook, { through: 'Deleting', to: 'gone', afterMs: 30 * SECOND });
    tags.end(call, notebook.NotebookInstanceArn ?? '');
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

function find(call: Call, name: string): Notebook {
  const notebook = notebooks.get(call, name);
  if (notebook === undefined) throw invalid('RecordNotFound');
  return notebook;
}

function inStatus(
  call: Call,
  name: string,
  allowed: NotebookInstanceStatus[],
  next: NotebookInstanceStatus,
): Notebook {
  const notebook = find(call, name);
  const { NotebookInstanceStatus: status, NotebookInstanceArn: arn } = notebook;
  if (status !== undefined && allowed.includes(status)) return notebook;
  const why = `Status (${status}) not in ([${allowed.join(', ')}]).`;
  throw invalid(`${why} Unable to transition to (${next}) for Notebook Instance (${arn})`);
}

interface Move {
  through: NotebookInstanceStatus;
  to: NotebookInstanceStatus | 'gone';
  afterMs: number;
}

function move(call: Call, notebook: Notebook, { through, to, afterMs }: Move): void {
  const begun = { ...notebook, NotebookInstanceStatus: through, LastModifiedTime: call.now() };
  notebooks.put(call, notebook.NotebookInstanceName ?? '', begun, {
    afterMs,
    become: (at) =>
      to === 'gone' ? undefined : { ...begun, NotebookInstanceStatus: to, LastModifiedTime: at },
  });
}

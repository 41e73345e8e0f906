import type { HubWord } from '../../../engine/hub-finding.ts';
import type { WorkflowStatus } from '../../../engine/life-cycle.ts';
import type { Aws } from '../aws.ts';
import { tokenBucket } from '../token-bucket.ts';
import type { ImportedFinding } from './asff.ts';
import { groupsOf } from './batches.ts';
import { type Hub, importAll, type Run, sayAll } from './calls.ts';
import type { Failure } from './failure.ts';

/** One finding to be told, whole, with the workflow that it is to have if that is our word. */
export interface Publication {
  readonly finding: ImportedFinding;
  readonly word?: HubWord & { readonly workflow: WorkflowStatus; readonly text: string };
}

/** Findings that are not published, by id, and why. */
export type Failures = ReadonlyMap<string, Failure>;

/** Throws only what is a defect of ours. */
export type Publish = (publications: readonly Publication[]) => Promise<Failures>;

export interface PublisherOptions {
  /** Credentials of the account that a finding is of, which alone may import it. */
  readonly awsOf: (account: string) => Aws | undefined;
  readonly now: () => Date;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** To each account, of imports and of updates. */
  readonly callsPerSecond: number;
}

/** Findings whose last publication is remembered, so that a batch that comes again is not all sent again. */
const MAX_REMEMBERED = 50_000;

/** Imports findings and sets their workflow, each account by itself, at the rates that Security Hub allows it. */
export function createPublisher(options: PublisherOptions): Publish {
  const hubs = new Map<string, Promise<Hub | undefined>>();
  const [imported, said] = [memory(), memory()];

  async function publishOf(account: string, publications: readonly Publication[]): Promise<Failures> {
    const opened = hubs.get(account) ?? open(account, options);
    hubs.set(account, opened);
    const hub = await opened;
    if (hub === undefined) return nowhere(account, publications);
    const run: Run = { hub, now: options.now, failures: new Map() };
    const isDone = ({ finding }: Publication) => !run.failures.has(finding.Id);
    await importAll(
      run,
      publications.filter(({ finding }) => !imported.has(finding.Id, finding.UpdatedAt)),
    );
    const told = publications.filter(isDone);
    for (const { finding } of told) imported.add(finding.Id, finding.UpdatedAt);
    const unsaid = told.filter(({ finding, word }) => word && !said.has(finding.Id, word.at));
    await sayAll(run, unsaid);
    for (const { finding, word } of unsaid.filter(isDone)) said.add(finding.Id, word?.at ?? '');
    return run.failures;
  }

  return async (publications) => {
    const accounts = groupsOf(publications, ({ finding }) => finding.AwsAccountId);
    const failures = await Promise.all([...accounts].map(([account, group]) => publishOf(account, group)));
    return new Map(failures.flatMap((each) => [...each]));
  };
}

async function open(
  account: string,
  { awsOf, now, pause, callsPerSecond }: PublisherOptions,
): Promise<Hub | undefined> {
  const aws = awsOf(account);
  if (aws === undefined) return undefined;
  const { SecurityHubClient } = await import('../clients/security-hub.ts');
  const bucket = () => tokenBucket({ perSecond: callsPerSecond, burst: callsPerSecond, now, pause });
  return { client: aws.client(SecurityHubClient, aws.region), takeImport: bucket(), takeUpdate: bucket() };
}

function nowhere(account: string, publications: readonly Publication[]): Failures {
  const because = `account ${account} is none of ours: there is no role of its to publish with`;
  return new Map(publications.map(({ finding }) => [finding.Id, { kind: 'off', because }]));
}

/** What was done last to each of the newest many. */
function memory() {
  const done = new Map<string, string>();
  return {
    has: (id: string, at: string) => done.get(id) === at,
    add(id: string, at: string) {
      done.delete(id);
      done.set(id, at);
      const [oldest] = done.keys();
      if (done.size > MAX_REMEMBERED && oldest !== undefined) done.delete(oldest);
    },
  };
}

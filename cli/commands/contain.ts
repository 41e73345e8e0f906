import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { lookUp } from '../../adapters/aws/operations.ts';
import { refusalOf } from '../../adapters/aws/outcome.ts';
import { type ContainmentFile, containmentSchema } from '../../engine/remediation/containment.ts';
import { draftLines } from '../../engine/remediation/plan-text.ts';
import { beginning, type Progress } from '../../engine/remediation/progress.ts';
import { type Containment, containments } from '../../remediations/_containment/index.ts';
import type { Draft } from '../../remediations/remediation.ts';
import { visible } from '../../reports/text.ts';
import { contain, type Ended, release } from '../containment/carry-out.ts';
import { complain, UnfinishedError, UsageError } from '../exit-status.ts';
import { checkedEndpoint, checkedRegion, oneOf, readCommandLine } from '../options.ts';
import { askDesk, deskUrl } from '../remediation/ask.ts';
import { type MakeAws, type OpenAccount, openAccount } from '../scan/account.ts';
import { Output } from '../terminal.ts';
import { validated } from '../validated-file.ts';

const KINDS = containments.map(({ kind }) => kind);

const HELP = `assay contain <kind> <name or ARN> --reason TEXT [options]
assay contain --undo FILE --reason TEXT [options]

Stops an abuse at once, with your own credentials and no approval: the calls and how each is taken back are printed, then
made. What was before is written to FILE first; --undo FILE restores it.

${containments.map(({ kind, subject, title }) => `  ${`${kind} ${subject}`.padEnd(20)}  ${title}`).join('\n')}

  --reason TEXT         why
  --dry-run             print what would be done, and do nothing
  --out FILE            where to write what was before; default: containment-<kind>-<name>.json
  --undo FILE           take back what FILE tells of
  --desk URL            output RemediationDesk of the stack, to have it recorded in evidence; default: ASSAY_DESK
  --region REGION       default: that of the ARN, AWS_REGION, or the profile's
  --endpoint URL        an AWS of your own, e.g. http://127.0.0.1:5000
  --no-color

Exit status 1 if it is refused or was taken back, 3 if it could not be finished: --undo FILE then takes back what was done.

example: assay contain role arn:aws:iam::111122223333:role/training --reason "keys leaked, case 4711"
`;

const OPTIONS = {
  reason: { type: 'string' },
  'dry-run': { type: 'boolean' },
  out: { type: 'string' },
  undo: { type: 'string' },
  desk: { type: 'string' },
  region: { type: 'string' },
  endpoint: { type: 'string' },
} as const;

export interface Surroundings {
  /** How SDK clients are made; tests put the emulator below them. */
  readonly make?: MakeAws;
  readonly wait?: (seconds: number) => Promise<void>;
}

const byTheClock = (seconds: number) => sleep(seconds * 1000);

export async function run(args: readonly string[], surroundings: Surroundings = {}): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: OPTIONS });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  const { reason, undo } = values;
  if (!reason?.trim()) throw new UsageError('expected --reason: who looks at this later will ask');
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const endpoint = values.endpoint === undefined ? undefined : checkedEndpoint(values.endpoint);
  const asked = { reason, isDry: values['dry-run'] === true, desk: values.desk, endpoint, surroundings };
  if (undo === undefined)
    return contained(wantedOf(positionals), { ...asked, out: values.out, region: values.region });
  if (positionals.length > 0)
    throw new UsageError('--undo takes back what its file tells of, and nothing else');
  return released(undo, asked);
}

interface Asked {
  readonly reason: string;
  readonly isDry: boolean;
  readonly desk: string | undefined;
  readonly endpoint: string | undefined;
  readonly surroundings: Surroundings;
}

interface Wanted {
  readonly containment: Containment;
  readonly name: string;
  /** Of the ARN. */
  readonly account: string | undefined;
  readonly region: string | undefined;
}

function wantedOf([given, target, ...more]: readonly string[]): Wanted {
  if (target === undefined || more.length > 0)
    throw new UsageError(`contain takes a kind (${KINDS.join(', ')}) and a name or an ARN; see --help`);
  const containment = kindOf(given);
  const name = containment.nameOf(target);
  if (!name) throw new UsageError(`${target}: expected the name or the ARN of ${containment.subject}`);
  const [, , , region, account] = target.startsWith('arn:') ? target.split(':') : [];
  return { containment, name, account: account || undefined, region: region || undefined };
}

function kindOf(given: string | undefined): Containment {
  const kind = oneOf('the kind', given, KINDS);
  const found = containments.find((each) => each.kind === kind);
  if (!found) throw new UsageError(`expected one of ${KINDS.join(', ')}`);
  return found;
}

interface Chosen extends Asked {
  readonly out: string | undefined;
  readonly region: string | undefined;
}

async function contained(
  { containment, name, account, region: ofArn }: Wanted,
  { reason, isDry, out, region: given, desk, endpoint, surroundings }: Chosen,
): Promise<number> {
  const chosen = given ?? ofArn;
  const opened = await openAccount(
    { regions: chosen === undefined ? [] : [checkedRegion(chosen)], endpoint },
    surroundings.make,
  );
  const { aws, caller } = opened;
  const region = opened.open[0]?.region ?? aws.region;
  if (account !== undefined && account !== caller.account)
    throw new UsageError(`${name} is of account ${account}, and these credentials of ${caller.account}`);
  if (containment.kind === 'role' && isOwnRole(caller.arn, name))
    throw new UsageError(`${name} is the role that you use: you could not take it back`);
  const { before, draft } = await drafted(containment, name, opened);
  if (typeof draft === 'string') {
    complain(`refused: ${draft}`);
    return 1;
  }
  show(containment, name, draft);
  if (isDry) return 0;
  const file = out ?? `containment-${containment.kind}-${name.replaceAll(/[^\w.-]/g, '_')}.json`;
  if (existsSync(file))
    throw new UsageError(`${file}: exists already, and may be what another containment is taken back by`);
  const state: ContainmentFile = {
    schema: 'assay.containment/1',
    kind: containment.kind,
    name,
    account: caller.account,
    partition: caller.partition,
    region,
    by: caller.arn,
    reason,
    begunAt: aws.now().toISOString(),
    before,
    progress: beginning,
  };
  const { wait = byTheClock } = surroundings;
  const ended = await finishing(file, () =>
    contain(draft, { aws, region, wait, save: savedTo(file, state) }),
  );
  return tell(ended, { state, file, desk, reason });
}

async function released(
  file: string,
  { reason, isDry, desk, endpoint, surroundings }: Asked,
): Promise<number> {
  const state = await validated(file, containmentSchema);
  const { kind, name, account, region, before, progress } = state;
  const containment = kindOf(kind);
  const draft = containment.plan(name, before);
  if ('refused' in draft) throw new UsageError(`${file}: at before: ${draft.refused}`);
  const opened = await openAccount({ regions: [checkedRegion(region)], endpoint }, surroundings.make);
  if (opened.caller.account !== account)
    throw new UsageError(
      `${file} is of account ${account}, and these credentials of ${opened.caller.account}`,
    );
  show(containment, name, draft);
  if (isDry) return 0;
  const { wait = byTheClock } = surroundings;
  const ended = await finishing(file, () =>
    release(draft, progress, { aws: opened.aws, region, wait, save: savedTo(file, state) }),
  );
  return tell(ended, { state, file, desk, reason });
}

/** A session of the role goes by the role's name. */
const isOwnRole = (caller: string, name: string): boolean =>
  caller.split(':').at(-1)?.startsWith(`assumed-role/${name}/`) === true;

async function drafted(containment: Containment, name: string, { aws, open }: OpenAccount) {
  const region = open[0]?.region ?? aws.region;
  try {
    const before = await containment.read(name, (call) => lookUp(call, { aws, region }));
    const draft = containment.plan(name, before);
    return { before, draft: 'refused' in draft ? draft.refused : draft };
  } catch (error) {
    const refusal = refusalOf(error, `what ${containment.kind} reads`);
    if (!refusal || !('because' in refusal)) throw error;
    throw new UnfinishedError(refusal.because, { cause: error });
  }
}

/** Whole or not at all: it is what a person will stand on. */
const savedTo = (file: string, state: ContainmentFile) => (progress: Progress) => {
  const text = `${JSON.stringify({ ...state, progress }, null, 2)}\n`;
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

async function finishing(file: string, work: () => Promise<Ended>): Promise<Ended> {
  try {
    return await work();
  } catch (cause) {
    const because = cause instanceof Error ? cause.message : String(cause);
    throw new UnfinishedError(`${because}; take back what was done with --undo ${file}`, { cause });
  }
}

function show({ title, breaks }: Containment, name: string, draft: Draft): void {
  const lines = [title, `  name      ${name}`, `  breaks    ${breaks}`, '', ...draftLines(draft), ''];
  say(lines.join('\n'));
}

function say(text: string): void {
  const output = new Output();
  // Names and values are other people's: no control characters of theirs in a terminal.
  output.write(`${text.split('\n').map(visible).join('\n')}\n`);
  output.flush();
}

interface Told {
  readonly state: ContainmentFile;
  readonly file: string;
  readonly desk: string | undefined;
  readonly reason: string;
}

async function tell(ended: Ended, { state, file, desk, reason }: Told): Promise<number> {
  const { kind, name, account, region } = state;
  if ('because' in ended) {
    if (ended.end === 'stuck') throw new UnfinishedError(`${ended.because}; try again with --undo ${file}`);
    complain(`refused, and taken back: ${ended.because}`);
    return 1;
  }
  const stage = ended.end === 'done' ? 'contained' : 'released';
  say(
    stage === 'contained'
      ? `contained. Taken back by: assay contain --undo ${file} --reason "…"`
      : `released: ${ended.end === 'gone' ? 'there is nothing left to restore it on' : 'it is as it was before'}`,
  );
  if (desk === undefined && process.env['ASSAY_DESK'] === undefined) return 0;
  return askDesk({ do: stage, kind, name, account, region, reason }, { url: deskUrl(desk) });
}

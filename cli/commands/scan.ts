import type { Severity } from '../../engine/rule.ts';
import { servesAi } from '../../engine/settings.ts';
import type { WaiverReport } from '../../engine/waiver.ts';
import { count, emptyTally, statusOf, type Tally } from '../../reports/tally.ts';
import { rules } from '../../rules/index.ts';
import { UnfinishedError, UsageError } from '../exit-status.ts';
import { judgeFor, PROFILES, SEVERITIES } from '../house.ts';
import { checkedEndpoint, checkedRegion, oneOf, readCommandLine } from '../options.ts';
import { type MakeAws, type OpenAccount, openAccount } from '../scan/account.ts';
import { type Gathered, gather } from '../scan/gather.ts';
import { type JudgedResource, type Judging, judgeAll } from '../scan/judge.ts';
import { planOf } from '../scan/plan.ts';
import { createPool } from '../scan/pool.ts';
import { progressLine } from '../scan/progress.ts';
import { printScan, SCAN_FORMATS } from '../scan/report.ts';
import { readUserFiles } from '../settings-files.ts';

const HELP = `assay scan [options]

Lists, reads and judges the AI resources of a live account, and the roles, keys, buckets and repositories that they use.
Read-only: it calls nothing but Get, List and Describe. Credentials are the SDK's own (AWS_PROFILE, environment, SSO, role).
What cannot be listed or read is INSUFFICIENT_DATA, with the permission that is missing.

  --region REGION       may be given many times; default: AWS_REGION, or the profile's. What surrounds AI is judged by
                        what refers to it from these Regions
  --type TYPE           only this type, e.g. AWS::SageMaker::NotebookInstance; may be given many times
  --endpoint URL        an AWS of your own, e.g. http://127.0.0.1:5000
  --profile PROFILE     the rules: baseline (default), sensitive, regulated, all (adds the advisory ones)
  --fail-on SEVERITY    exit status 1 at or above it: LOW (default), MEDIUM, HIGH, CRITICAL
  --fail-on-unknown     also when something could not be judged (INSUFFICIENT_DATA)
  --all                 list what passed and what does not apply, too
  --format FORMAT       text (default), json, sarif
  --config PATH         settings file, or the folder that holds settings and waivers
  --no-color

Exit status 3 if nothing could be read: no credentials, no network, no permission at all.

example: assay scan --region eu-west-1 --region us-east-1 --profile sensitive
`;

const OPTIONS = {
  region: { type: 'string', multiple: true },
  type: { type: 'string', multiple: true },
  endpoint: { type: 'string' },
  profile: { type: 'string' },
  'fail-on': { type: 'string' },
  'fail-on-unknown': { type: 'boolean' },
  all: { type: 'boolean' },
  format: { type: 'string' },
  config: { type: 'string' },
} as const;

/** The quotas of the Describe calls are low, and the account's own workload needs them too. */
const AT_ONCE = 16;

/** `make`: how SDK clients are made; tests put the emulator below them. */
export async function run(args: readonly string[], make?: MakeAws): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: OPTIONS });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  if (positionals.length > 0)
    throw new UsageError(`scan takes no operand, got ${positionals[0]}; see --help`);
  const failOn = oneOf('--fail-on', values['fail-on'], SEVERITIES) ?? 'LOW';
  const format = oneOf('--format', values.format, SCAN_FORMATS) ?? 'text';
  const profile = oneOf('--profile', values.profile, PROFILES);
  const regions = [...new Set(values.region ?? [])].map(checkedRegion);
  const endpoint = values.endpoint === undefined ? undefined : checkedEndpoint(values.endpoint);
  const now = new Date().toISOString();
  const { settings, waivers } = await readUserFiles({ beside: '.', config: values.config, rules, now });
  const judge = judgeFor(settings, profile);
  const plan = planOf(judge, values.type ?? []);

  // The SDK's advice about Node is for programmers, and seven lines long.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const account = await openAccount({ regions, endpoint }, make);
  const pool = createPool(AT_ONCE);
  const judging = { account, plan, pool, judge, waivers, servesAi: servesAi(settings) };
  const gathered = await gatherAll(judging);
  const judged = await judgeAll(gathered, judging);
  const tally = tallyOf(judged, failOn);
  await printScan(format, values.all === true, {
    account: account.caller.account,
    regions: [...account.open, ...account.closed].map(({ region }) => region),
    judged,
    unlisted: gathered.unlisted,
    tally,
    waivers: waivers.report().filter(couldMatchHere(values.type === undefined && regions.length === 0)),
    judgedAt: now,
    profile: profile ?? settings.profile ?? 'baseline',
  });
  return statusOf(tally, values['fail-on-unknown'] === true);
}

async function gatherAll({ account, plan, pool }: Judging): Promise<Gathered> {
  const progress = progressLine();
  const listPool = createPool(AT_ONCE);
  const gathered = await gather({ account, plan, pool, listPool, onProgress: progress.show });
  progress.clear();
  refuseIfBlind(gathered, account);
  return gathered;
}

/** @throws UnfinishedError if nothing at all could be seen: an empty report would look like a pass */
function refuseIfBlind({ resources, unlisted, listed }: Gathered, { caller }: OpenAccount): void {
  const hasSeen = listed > 0 || resources.some(({ unreadable }) => unreadable === undefined);
  if (hasSeen || (unlisted.length === 0 && resources.length === 0)) return;
  const first = unlisted.find(({ outcome }) => outcome === 'denied') ?? unlisted[0];
  const because = first?.because ?? resources.find(({ unreadable }) => unreadable)?.unreadable;
  throw new UnfinishedError(
    `nothing could be read as ${caller.arn}: ${because}; give it read access, such as the AWS managed policy ReadOnlyAccess`,
  );
}

function tallyOf(judged: readonly JudgedResource[], failOn: Severity): Tally {
  const tally = emptyTally();
  for (const { findings } of judged) for (const finding of findings) count(tally, finding, failOn);
  return tally;
}

/** A waiver for a template is of no use to an account, nor is another Region's or type's where few were asked for. */
const couldMatchHere =
  (isWhole: boolean) =>
  ({ problem, waiver: { scope } }: WaiverReport): boolean =>
    problem !== 'unused' || (isWhole && scope.file === undefined && scope.region === undefined);

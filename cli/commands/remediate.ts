import { planText } from '../../engine/remediation/plan-text.ts';
import type { Considered } from '../../functions/_remediation/consider.ts';
import { visible } from '../../reports/text.ts';
import { rules } from '../../rules/index.ts';
import { UsageError } from '../exit-status.ts';
import { checkedEndpoint, checkedRegion, readCommandLine } from '../options.ts';
import { askDesk, deskUrl } from '../remediation/ask.ts';
import { dryRun } from '../remediation/dry-run.ts';
import { targetOf } from '../remediation/target.ts';
import { type MakeAws, openAccount } from '../scan/account.ts';
import { readUserFiles } from '../settings-files.ts';
import { Output } from '../terminal.ts';

const HELP = `assay remediate <finding> [options]
assay remediate <rule> <resource> [options]

Plans how a finding is put right and prints it as a diff: the calls and how each is taken back, the risk, what could
break, who keeps the resource, and the brakes that hold. Then asks the deployment for it; another person has to approve.
<finding> is the id that Security Hub shows (assay/…); <resource> is an ARN.

  --dry-run             print the plan, and ask for nothing
  --reason TEXT         why, for the approver and for evidence; needed unless it is a dry run
  --clear               let the finding be put right by itself again, after an undo or a failure
  --desk URL            output RemediationDesk of the stack; default: ASSAY_DESK
  --region REGION       default: AWS_REGION, or the profile's
  --config PATH         settings file, or the folder that holds settings and waivers
  --endpoint URL        an AWS of your own, e.g. http://127.0.0.1:5000
  --no-color

Exit status 1 if it is refused, 3 if the account cannot be reached.

example: assay remediate sagemaker-notebook-root-access arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/study --dry-run
`;

const OPTIONS = {
  'dry-run': { type: 'boolean' },
  reason: { type: 'string' },
  clear: { type: 'boolean' },
  desk: { type: 'string' },
  region: { type: 'string' },
  endpoint: { type: 'string' },
  config: { type: 'string' },
} as const;

/** `make`: how SDK clients are made; tests put the emulator below them. */
export async function run(args: readonly string[], make?: MakeAws): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: OPTIONS });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  if (positionals.length === 0 || positionals.length > 2)
    throw new UsageError('remediate takes a finding, or a rule and a resource; see --help');
  const isDry = values['dry-run'] === true;
  const { reason } = values;
  if (!isDry && !reason?.trim()) throw new UsageError('expected --reason, for the approver and for evidence');
  const [finding = ''] = positionals;
  const ask = (want: object) => askDesk(want, { url: deskUrl(values.desk) });
  if (values.clear === true) return ask({ do: 'clear', finding, reason });
  const now = new Date().toISOString();
  const files = await readUserFiles({ beside: '.', config: values.config, rules, now });
  const regions = values.region === undefined ? [] : [checkedRegion(values.region)];
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const endpoint = values.endpoint === undefined ? undefined : checkedEndpoint(values.endpoint);
  const account = await openAccount({ regions, endpoint }, make);
  const target = await targetOf(positionals, account.aws);
  const { settings, allWaivers } = files;
  show(await dryRun(target, { account, settings, waivers: allWaivers }));
  if (isDry) return 0;
  return ask({ do: 'request', finding: target.finding, rule: target.rule, key: target.key, reason });
}

function show({ plan, decision }: Considered): void {
  const output = new Output();
  // Names and values are other people's: no control characters of theirs in a terminal.
  const text = plan ? planText(plan, decision.held) : `nothing to do: ${decision.because}\n`;
  output.write(`${text.trimEnd().split('\n').map(visible).join('\n')}\n`);
  output.flush();
}

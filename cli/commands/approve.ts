import { UsageError } from '../exit-status.ts';
import { readCommandLine } from '../options.ts';
import { askDesk, deskUrl } from '../remediation/ask.ts';

const HELP = `assay approve <plan> [options]

Shows a plan that waits for an approver; with its hash, lets it happen. Whoever asked for it cannot approve it, and a
plan whose resource has changed since lapses. Who, when and why is evidence.

  --hash HASH           approve the plan that has this hash, as it was shown
  --reject              let it not happen
  --reason TEXT         why; needed with --hash and --reject
  --desk URL            output RemediationDesk of the stack; default: ASSAY_DESK
  --no-color

Exit status 1 if it is refused, 3 if the desk cannot be reached.

example: assay approve 79067c79…-2 --hash 964f84fe… --reason "agreed in CHG-1042"
`;

const OPTIONS = {
  hash: { type: 'string' },
  reject: { type: 'boolean' },
  reason: { type: 'string' },
  desk: { type: 'string' },
} as const;

export async function run(args: readonly string[]): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: OPTIONS });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  const [plan, ...others] = positionals;
  if (plan === undefined || others.length > 0) throw new UsageError('approve takes one plan; see --help');
  const { hash, reason } = values;
  const isRejected = values.reject === true;
  if (hash !== undefined && isRejected) throw new UsageError('expected --hash or --reject, and not both');
  const url = deskUrl(values.desk);
  if (hash === undefined && !isRejected) return askDesk({ do: 'show', plan }, { url });
  if (!reason?.trim()) throw new UsageError('expected --reason, for evidence');
  const want = isRejected ? { do: 'reject', plan, reason } : { do: 'approve', plan, hash, reason };
  return askDesk(want, { url });
}

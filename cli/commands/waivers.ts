import { statSync } from 'node:fs';
import { maxWaiverDays } from '../../engine/settings.ts';
import { type Waiver, waiversOf } from '../../engine/waiver.ts';
import { visible } from '../../reports/text.ts';
import { rules } from '../../rules/index.ts';
import { UsageError } from '../exit-status.ts';
import { oneOf, readCommandLine } from '../options.ts';
import { readUserFiles } from '../settings-files.ts';
import { Output, palette } from '../terminal.ts';

const HELP = `assay waivers check [FILE|DIR] [--ending DAYS] [--config PATH] [--format text|json]

Checks assay.waivers.json (or .yaml): that each waiver has a rule, a scope, an owner, a requester, an approver who is
somebody else, a ticket, a reason and an end; which are expired or too long; and which end soon (30 days).
Exit status 1 if a waiver is expired, too long or not approved yet, 2 if one is malformed.

example: assay waivers check --ending 60
`;

export async function run(args: readonly string[]): Promise<number> {
  const options = {
    ending: { type: 'string' },
    config: { type: 'string' },
    format: { type: 'string' },
  } as const;
  const parsed = readCommandLine(args, { help: HELP, options });
  if (!parsed) return 0;
  const [action, path = '.'] = parsed.positionals;
  if (action !== 'check')
    throw new UsageError(`waivers ${action ?? ''}: expected \`waivers check\`; see --help`);
  const format = oneOf('--format', parsed.values.format, ['text', 'json']) ?? 'text';
  const days = Number(parsed.values.ending ?? 30);
  if (!Number.isInteger(days) || days < 0)
    throw new UsageError(`--ending is ${parsed.values.ending}, expected a number of days`);

  const now = new Date().toISOString();
  const userFiles = await readUserFiles({
    beside: path,
    waiversFile: isFile(path) ? path : undefined,
    config: parsed.values.config,
    rules,
    now,
  });
  if (userFiles.waiversFile === undefined) {
    throw new UsageError(`${path}: no assay.waivers.json or .yaml here or above, expected one to check`);
  }
  const waivers = waiversOf(userFiles.allWaivers, { now, maxDays: maxWaiverDays(userFiles.settings) });
  // Nothing was judged here, so nothing can be called unused.
  const problems = waivers.report().filter(({ problem }) => problem !== 'unused');
  const soon = waivers.endingWithin(days);
  const output = new Output();
  if (format === 'json') {
    const summary = {
      file: userFiles.waiversFile,
      waivers: userFiles.allWaivers.length,
      problems,
      endingSoon: soon,
    };
    output.write(`${JSON.stringify(summary, null, 2)}\n`);
  } else {
    const styles = palette();
    for (const { waiver, problem, because } of problems) {
      output.write(`${styles.red('✗')} ${line(waiver)}\n    ${problem}: ${because}\n`);
    }
    for (const waiver of soon)
      output.write(`${styles.yellow('!')} ${line(waiver)}\n    ends on ${waiver.expires}\n`);
    output.write(
      `${visible(userFiles.waiversFile)}: ${userFiles.allWaivers.length} waivers, ${problems.length} with a problem, ` +
        `${soon.length} ending within ${days} days\n`,
    );
  }
  output.flush();
  return problems.length > 0 ? 1 : 0;
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

const line = ({ rule, scope, owner, ticket }: Waiver): string =>
  visible(`${rule} on ${JSON.stringify(scope)}, owner ${owner}, ${ticket}`);

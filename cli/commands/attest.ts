import { statSync } from 'node:fs';
import type { StandingAttestation } from '../../engine/assessment/assessment.ts';
import { isInForce, standingAttestations } from '../../engine/attestation.ts';
import { maxAttestationDays } from '../../engine/settings.ts';
import { visible } from '../../reports/text.ts';
import { rules } from '../../rules/index.ts';
import { readAttestations } from '../attestations-file.ts';
import { UsageError } from '../exit-status.ts';
import { oneOf, readCommandLine } from '../options.ts';
import { readUserFiles } from '../settings-files.ts';
import { Output, palette } from '../terminal.ts';

const HELP = `assay attest check [FILE|DIR] [--config PATH] [--format text|json]

Checks assay.attestations.json (or .yaml): a person's word, on a document, for what no rule can see. Lists what is in
force, what ends within 30 days, and what has expired, is too long or has not begun. A control without a rule is
"attested" in reports while one for it is in force.
Exit status 1 if one is expired, too long or has not begun, 2 if one is malformed.

example: assay attest check
`;

const OPTIONS = { config: { type: 'string' }, format: { type: 'string' } } as const;

export async function run(args: readonly string[]): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: OPTIONS });
  if (!parsed) return 0;
  const [action, path = '.'] = parsed.positionals;
  if (action !== 'check')
    throw new UsageError(`attest ${action ?? ''}: expected \`attest check\`; see --help`);
  const format = oneOf('--format', parsed.values.format, ['text', 'json']) ?? 'text';
  const { config } = parsed.values;
  const now = new Date().toISOString();
  const { settings } = await readUserFiles({ beside: path, config, rules, now });
  const { file, attestations } = await readAttestations({
    beside: path,
    config,
    file: isFile(path) ? path : undefined,
  });
  if (file === undefined)
    throw new UsageError(`${path}: no assay.attestations.json or .yaml here or above, expected one to check`);
  const standing = standingAttestations(attestations, { now, maxDays: maxAttestationDays(settings) });
  const output = new Output();
  if (format === 'json') output.write(`${JSON.stringify({ file, attestations: standing }, null, 2)}\n`);
  else output.write(text(file, standing));
  output.flush();
  return standing.every(isInForce) ? 0 : 1;
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

function text(file: string, standing: readonly StandingAttestation[]): string {
  const styles = palette();
  const lines = standing.map((each) => {
    const { subject, kind, attestedBy, attested, expires, controls, rules: named, state } = each;
    const mark =
      state === 'in-force' ? styles.green('✓') : isInForce(each) ? styles.yellow('!') : styles.red('✗');
    const what = visible(`${kind} of ${subject} by ${attestedBy}, ${attested} to ${expires}`);
    return `${mark} ${state.padEnd(13)} ${what}\n    for ${[...controls, ...named].join(', ')}\n`;
  });
  const count = (state: StandingAttestation['state']) =>
    standing.filter((each) => each.state === state).length;
  const soon = count('ends-soon');
  const inForce = count('in-force') + soon;
  const rest = standing.length - inForce;
  return `${lines.join('')}${visible(file)}: ${standing.length} attestations, ${inForce} in force, ${soon} of them ending within 30 days, ${rest} not in force\n`;
}

import { statSync } from 'node:fs';
import type { Assessment } from '../../engine/assessment/assessment.ts';
import { namedArchive } from '../archive.ts';
import { complain, UsageError } from '../exit-status.ts';
import { PROFILES } from '../house.ts';
import { checkedEndpoint, checkedRegion, oneOf, readCommandLine } from '../options.ts';
import { type Asked, askedOf } from '../report/asked.ts';
import { FORMAT_NAMES, formatOf } from '../report/formats.ts';
import { askedPeriod } from '../report/period.ts';
import { statusOf, writeOut } from '../report/write-out.ts';
import type { MakeAws } from '../scan/account.ts';
import { readText } from '../settings-files.ts';
import { Output } from '../terminal.ts';

const HELP = `assay report <source> --format FORMAT [options]
       assay report <archive> --pack FILE.zip --control FRAMEWORK:ID --from DATE --to DATE --public-key PEM

Tells people and auditors how things stand, from one of
  an evidence archive    a folder or s3://bucket/prefix; tells also how it came about, and on what evidence
  a result               what \`assay scan\` or \`assay gate\` printed with --all --format json
  a posture table        --table NAME instead of a source

  --format FORMAT      ${FORMAT_NAMES.join(', ')}
  --public-key PEM     verify the archive with this key first, once for each key that you trust; without one the report
                       says NOT VERIFIED
  --pack FILE.zip      an auditor's pack: one control over a period, its records, their proofs, and how to check them with
                       openssl and sha256sum alone
  --control ID         the control of the pack, such as nist_800_53_r5:AC-6
  --at DATE            the state on that day (2026-11-30) or at that time (2026-11-30T12:00:00Z); default: now
  --from, --to DATE    a period: its history, and the state at its end
  --framework KEY      only this framework and the rules that support it; may be given many times
  --out FILE           write there instead of standard output
  --config PATH        settings file, or the folder that holds settings and attestations; default: found from here up
  --profile PROFILE    the rules that are in force: baseline, sensitive, regulated, all
  --table NAME         the posture table, made by the stack
  --region REGION      of bucket or table, if it is another than the SDK's own
  --endpoint URL       an AWS of your own, e.g. http://127.0.0.1:5000

Exit status 1 if the archive does not verify (the report is written, and says so), 2 if there is nothing to report on or
an option is unusable, 3 if it could not be read.

example: assay report ./evidence --public-key sealing-key.pem --format csv --out findings.csv
         assay report s3://assay-evidence --public-key sealing-key.pem --format json --at 2026-09-30
         assay report ./evidence --public-key sealing-key.pem --pack ac-6.zip --control nist_800_53_r5:AC-6 \\
           --from 2026-07-01 --to 2026-09-30
         assay scan --all --format json > scan.json && assay report scan.json --format csv
`;

const OPTIONS = {
  format: { type: 'string' },
  'public-key': { type: 'string', multiple: true },
  pack: { type: 'string' },
  control: { type: 'string' },
  at: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  framework: { type: 'string', multiple: true },
  out: { type: 'string' },
  config: { type: 'string' },
  profile: { type: 'string' },
  table: { type: 'string' },
  region: { type: 'string' },
  endpoint: { type: 'string' },
} as const;

/** `make`: how SDK clients are made; tests put the emulator below them. */
export async function run(args: readonly string[], make?: MakeAws): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: OPTIONS });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  const now = new Date().toISOString();
  const options = {
    period: askedPeriod(values, now),
    now,
    frameworks: values.framework ?? [],
    config: values.config,
    profile: oneOf('--profile', values.profile, PROFILES),
  };
  if (values.pack !== undefined || values.control !== undefined) {
    const { writePack } = await import('../report/write-pack.ts');
    return writePack({ values, name: positionals[0], options, make });
  }
  const format = oneOf('--format', values.format, FORMAT_NAMES);
  if (format === undefined)
    throw new UsageError(`report needs --format, one of ${FORMAT_NAMES.join(', ')}; see --help`);
  const assessment = await assess({ values, positionals, make }, await askedOf(options));
  if (format === 'asff' && assessment.source.kind === 'gate')
    throw new UsageError('--format asff tells of live resources: what a gate has found is in no account');
  write((await formatOf(format))(assessment), values.out);
  for (const { text } of assessment.notes) complain(text);
  return statusOf(assessment);
}

type Values = NonNullable<ReturnType<typeof readCommandLine<typeof OPTIONS>>>['values'];

interface Given {
  readonly values: Values;
  readonly positionals: readonly string[];
  readonly make: MakeAws | undefined;
}

async function assess({ values, positionals, make }: Given, asked: Asked): Promise<Assessment> {
  const { table, region, endpoint } = values;
  const [name, more] = positionals;
  if (more !== undefined || (name === undefined) === (table === undefined))
    throw new UsageError('report needs one source: an archive, a result, or --table NAME; see --help');
  if (table !== undefined) {
    knowsOneInstant(values, '--table');
    const { assessmentOfTable } = await import('../report/from-table.ts');
    const place = {
      region: region && checkedRegion(region),
      endpoint: endpoint && checkedEndpoint(endpoint),
    };
    return assessmentOfTable({ table, ...place, make }, asked);
  }
  if (name === undefined) throw new UsageError('report needs a source; see --help');
  if (isFile(name)) {
    knowsOneInstant(values, name);
    const { assessmentOfResult } = await import('../report/from-result.ts');
    return assessmentOfResult(name, asked);
  }
  const archive = await namedArchive(name, { region, endpoint, make });
  const { assessmentOfArchive } = await import('../report/from-archive.ts');
  const publicKeys = (values['public-key'] ?? []).map(readText);
  return assessmentOfArchive({ name, archive, publicKeys }, asked);
}

/** @throws UsageError if the past, or a proof, is asked of what keeps neither */
function knowsOneInstant(values: Values, name: string): void {
  const option = (['at', 'from', 'to', 'public-key'] as const).find((each) => values[each] !== undefined);
  if (option !== undefined)
    throw new UsageError(
      `--${option} is for an evidence archive; ${name} knows one instant, and proves nothing`,
    );
}

const isFile = (name: string): boolean =>
  !name.startsWith('s3:') && statSync(name, { throwIfNoEntry: false })?.isFile() === true;

function write(text: string, file: string | undefined): void {
  if (file !== undefined) {
    writeOut('--out', file, text);
    return;
  }
  const output = new Output();
  output.write(text);
  output.flush();
}

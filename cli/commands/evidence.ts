import { shardName } from '../../engine/evidence/layout.ts';
import {
  type FoundRecord,
  type SearchCost,
  type SearchOptions,
  searchRecords,
} from '../../engine/evidence/search.ts';
import { ARCHIVE_OPTIONS, inArchive, namedArchive } from '../archive.ts';
import { instant, WANTED_OPTIONS, wantedOf } from '../evidence-query.ts';
import { complain, UsageError } from '../exit-status.ts';
import { oneOf, readCommandLine, regionOf } from '../options.ts';
import { recordText } from '../record-text.ts';
import type { MakeAws } from '../scan/account.ts';
import { Output, palette } from '../terminal.ts';

const HELP = `assay evidence <dir|s3://bucket/prefix> [options]

Finds records in an evidence archive without reading all of it: of the period, the lookups, and the segments that they
point to; where there is no lookup, all segments. A record must have all that is asked for. What is found is as it lies
there: \`assay verify\` proves the archive, \`assay prove\` one record.

  --finding ID           as Security Hub has it: assay/ and 64 hex digits
  --resource NAME        an ARN, an id, or the last part of an ARN
  --rule ID              a rule
  --control ID           any rule that supports this control, e.g. nist_800_53_r5:AC-6
  --kind KIND            evaluation, or a kind of notice: denied-attempt, deleted, gap, waiver, settings, canary, …
  --from, --to TIME      recorded from the one up to, and without, the other (ISO 8601, or a day)
  --account ID, --in REGION
                         of this account, of this Region alone
  --without-lookups      read all segments of the period: a lookup that was changed could hide a record
  --region REGION        of the bucket, if it is another than the SDK's own
  --endpoint URL         an AWS of your own, e.g. http://127.0.0.1:5000
  --format FORMAT        text (default), json: one object, each record as it is stored

Exit status 1 if segments that hold what was asked for are missing, 2 if this is no archive or an option is unusable, 3 if it could not be read.

example: assay evidence ./evidence --rule sagemaker-notebook-root-access --from 2026-11-01 --to 2026-12-01
         assay evidence s3://assay-evidence --resource research-notebook --format json
`;

const OPTIONS = {
  ...ARCHIVE_OPTIONS,
  ...WANTED_OPTIONS,
  kind: { type: 'string', multiple: true },
  account: { type: 'string' },
  in: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  'without-lookups': { type: 'boolean' },
  format: { type: 'string' },
} as const;

/** `make`: how SDK clients are made; tests put the emulator below them. */
export async function run(args: readonly string[], make?: MakeAws): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: OPTIONS });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  const [name] = positionals;
  if (name === undefined)
    throw new UsageError('evidence needs the folder of an archive, or its s3:// URI; see --help');
  const format = oneOf('--format', values.format, ['text', 'json']) ?? 'text';
  const options: SearchOptions = {
    wanted: { ...wantedOf(values), ...(values.kind && { kinds: new Set(values.kind) }) },
    account: values.account,
    region: values.in === undefined ? undefined : regionOf('--in', values.in),
    from: values.from === undefined ? undefined : instant('--from', values.from),
    to: values.to === undefined ? undefined : instant('--to', values.to),
    isWithoutLookups: values['without-lookups'] === true,
  };
  const archive = await namedArchive(name, { region: values.region, endpoint: values.endpoint, make });
  const output = new Output();
  const cost = { lookups: 0, segments: 0, missing: 0 };
  const found = searchRecords(archive.source, options, cost);
  await inArchive(name, archive, () =>
    format === 'json' ? writeJson(output, found, cost) : writeText(output, found, { cost, options }),
  );
  output.flush();
  if (cost.missing === 0) return 0;
  complain(
    `${name}: ${cost.missing} segments that hold what was asked for are not there; verify the archive to see what else is missing`,
  );
  return 1;
}

interface Told {
  readonly cost: SearchCost;
  readonly options: SearchOptions;
}

async function writeText(
  output: Output,
  found: AsyncIterable<FoundRecord>,
  { cost, options }: Told,
): Promise<void> {
  const styles = palette();
  let count = 0;
  for await (const { shard, sequence, record } of found) {
    const [first = '', ...more] = recordText(record, styles, options.wanted.rules);
    output.write(`${styles.bold(`${shardName(shard)}/${sequence}`)}  ${first}\n`);
    for (const line of more) output.write(`${line}\n`);
    count += 1;
  }
  output.write(
    `${count === 1 ? '1 record' : `${count} records`}, found in ${cost.lookups} lookups and ${cost.segments} segments; as they lie there, not verified\n`,
  );
}

/** One record a line: a year of them fits no memory. */
async function writeJson(output: Output, found: AsyncIterable<FoundRecord>, cost: SearchCost): Promise<void> {
  output.write('{"records":[');
  let separator = '\n';
  for await (const { shard, sequence, key, line } of found) {
    const place = JSON.stringify({ ...shard, sequence, key });
    output.write(`${separator}${place.slice(0, -1)},"record":${line}}`);
    separator = ',\n';
  }
  output.write(`\n],"read":${JSON.stringify(cost)}}\n`);
}

import { existsSync, readdirSync, statSync } from 'node:fs';
import { folderStore } from '../../adapters/archive-folder.ts';
import { type Exported, exportArchive } from '../../engine/evidence/export.ts';
import { ARCHIVE_OPTIONS, inArchive, namedArchive } from '../archive.ts';
import { instant } from '../evidence-query.ts';
import { complain, UsageError } from '../exit-status.ts';
import { readCommandLine, regionOf } from '../options.ts';
import type { MakeAws } from '../scan/account.ts';
import { print } from '../terminal.ts';

const HELP = `assay export <dir|s3://bucket/prefix> --out DIR [options]

Copies an evidence archive, or a part of it, into a new folder: of each file the version that a seal names, and the
first that was put of all others. Nothing is written over. The copy verifies as the archive does; a part says in its
export.json what it holds, and verifies as that. What no seal covers yet stays behind.

  --out DIR          a folder that is empty, or not there yet
  --from, --to TIME  seals that cover any of this time (ISO 8601, or a day), whole and in a row
  --account ID       what is of this account alone
  --in REGION        what is of this Region alone
  --region REGION    of the bucket, if it is another than the SDK's own
  --endpoint URL     an AWS of your own, e.g. http://127.0.0.1:5000

Exit status 1 if the archive lacks what its seals name (the rest is copied), 2 if there is nothing to copy or an option
is unusable, 3 if it could not be read.

example: assay export s3://assay-evidence --out ./november --from 2026-11-01 --to 2026-12-01
         assay verify ./november --public-key sealing-key.pem --from 2026-11-01T00:00:00Z --until 2026-12-01T00:00:00Z
`;

const OPTIONS = {
  ...ARCHIVE_OPTIONS,
  out: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  account: { type: 'string' },
  in: { type: 'string' },
} as const;

/** `make`: how SDK clients are made; tests put the emulator below them. */
export async function run(args: readonly string[], make?: MakeAws): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: OPTIONS });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  const [name] = positionals;
  if (name === undefined)
    throw new UsageError('export needs the folder of an archive, or its s3:// URI; see --help');
  const { out, account, region, endpoint } = values;
  if (out === undefined) throw new UsageError('export needs --out, a new folder; see --help');
  const options = {
    account,
    region: values.in === undefined ? undefined : regionOf('--in', values.in),
    from: values.from === undefined ? undefined : instant('--from', values.from),
    to: values.to === undefined ? undefined : instant('--to', values.to),
  };
  checkEmpty(out);
  const archive = await namedArchive(name, { region, endpoint, make });
  const exported = await inArchive(name, archive, () =>
    exportArchive(archive.source, folderStore(out), options),
  );
  if (exported.shards.length === 0) throw new UsageError(`${name}: no seal of it is of what was asked for`);
  return told(out, exported);
}

function checkEmpty(out: string): void {
  if (!existsSync(out)) return;
  if (!statSync(out).isDirectory() || readdirSync(out).length > 0)
    throw new UsageError(`--out ${out}: something is there already, expected a new or an empty folder`);
}

function told(out: string, { counts, missing }: Exported): number {
  const { files, records, segments, seals } = counts;
  print(
    `${files} files in ${out}: ${records} records in ${segments} segments under ${seals} seals; \`assay verify\` says whether they are what was sealed\n`,
  );
  const [first] = missing;
  if (first === undefined) return 0;
  complain(
    `${missing.length} files that the archive should hold are not in it, or no seals; the first is ${first}`,
  );
  return 1;
}

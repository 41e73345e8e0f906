import { statSync } from 'node:fs';
import type { VerifyReport } from '../../engine/evidence/report.ts';
import { verifyArchive } from '../../engine/evidence/verify.ts';
import { visible } from '../../reports/text.ts';
import { ARCHIVE_OPTIONS, namedArchive } from '../archive.ts';
import { instant } from '../evidence-query.ts';
import { UsageError } from '../exit-status.ts';
import { oneOf, readCommandLine } from '../options.ts';
import type { MakeAws } from '../scan/account.ts';
import { readText } from '../settings-files.ts';
import { Output, palette } from '../terminal.ts';
import { reportProof } from '../verify-proof.ts';

const HELP = `assay verify <dir|s3://bucket/prefix|proof> --public-key PEM [options]

Checks every byte of an evidence archive against its seals: nothing changed, missing, inserted or reordered since it
was sealed. Needs the files and the public key; no AWS, and no trust in whoever wrote them. Bring the key from outside:
the one in the archive is compared, never trusted. Of a bucket every object is read in its first version, or the one
that a seal names; newer versions and delete markers over it are named. A file is taken for the proof of one record.

  --public-key PEM   file with the public key of the sealing key; once for each key that you trust
  --head HASH        hash of a seal that was published outside; proves that the tail was not cut off
  --from TIME        every part must be proven from this time on; an export may begin anywhere
  --until TIME       every part must be proven up to this time (ISO 8601)
  --account ID       the archive must hold this account and no other
  --region REGION    of the bucket, if it is another than the SDK's own
  --endpoint URL     an AWS of your own, e.g. http://127.0.0.1:5000
  --format FORMAT    text (default), json

Exit status 1 if anything is wrong, 2 if this is no archive or no key, 3 if it could not be read.

example: assay verify ./evidence --public-key sealing-key.pem --head 4be1…
         assay verify s3://log-archive-evidence --public-key sealing-key.pem --until 2026-11-30T12:00:00Z
`;

/** `make`: how SDK clients are made; tests put the emulator below them. */
export async function run(args: readonly string[], make?: MakeAws): Promise<number> {
  const options = {
    ...ARCHIVE_OPTIONS,
    'public-key': { type: 'string', multiple: true },
    head: { type: 'string', multiple: true },
    from: { type: 'string' },
    until: { type: 'string' },
    account: { type: 'string', multiple: true },
    format: { type: 'string' },
  } as const;
  const parsed = readCommandLine(args, { help: HELP, options });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  const [name] = positionals;
  if (name === undefined)
    throw new UsageError('verify needs the folder of an archive, its s3:// URI, or a proof; see --help');
  const { region, endpoint, 'public-key': keyFiles, account: accounts } = values;
  const format = oneOf('--format', values.format, ['text', 'json']) ?? 'text';
  if (isFile(name))
    return reportProof(name, { keys: trusted(keyFiles), accounts, format: ofProof(values, format) });
  const archive = await namedArchive(name, { region, endpoint, make });
  const keys = trusted(keyFiles);
  const until = values.until === undefined ? undefined : instant('--until', values.until);
  const from = values.from === undefined ? undefined : instant('--from', values.from);
  const report = await verifyArchive(archive.source, {
    publicKeyPem: keys,
    now: new Date(),
    ...(values.head && { head: values.head }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(accounts && { expectedAccount: accounts }),
  });
  archive.check();
  const output = new Output();
  output.write(format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : text(name, report));
  output.flush();
  return { proven: 0, failed: 1, unusable: 2 }[report.status];
}

const isFile = (name: string): boolean => statSync(name, { throwIfNoEntry: false })?.isFile() === true;

function trusted(files: readonly string[] | undefined): readonly string[] {
  if (files === undefined)
    throw new UsageError('verify needs --public-key, the key that you trust; see --help');
  return files.map(readText);
}

/** What only an archive can answer is not passed over. */
function ofProof<F>(values: Readonly<Record<string, unknown>>, format: F): F {
  const [option] = ['head', 'from', 'until', 'region', 'endpoint'].filter(
    (name) => values[name] !== undefined,
  );
  if (option === undefined) return format;
  throw new UsageError(`--${option} is for archives: a proof tells of one record, and of nothing after it`);
}

function text(
  name: string,
  { status, problems, notes, counts, provenFrom, provenUntil, head, fingerprint }: VerifyReport,
): string {
  const styles = palette();
  const lines = [
    ...problems.map(
      ({ kind, key, message }) =>
        `${styles.red('✗')} ${kind}  ${visible(key)}${key && ': '}${visible(message)}`,
    ),
    ...notes.map(
      ({ kind, key, message }) =>
        `${styles.yellow('!')} ${kind}  ${visible(key)}${key && ': '}${visible(message)}`,
    ),
  ];
  const what = `${counts.records} records in ${counts.segments} segments under ${counts.seals} seals`;
  const isPart = notes.some(({ kind }) => kind === 'left-out');
  const beginning = isPart && provenFrom !== undefined ? `from ${provenFrom} ` : '';
  if (status === 'proven') {
    lines.push(
      `${styles.green('✓')} ${visible(name)}: proven ${beginning}until ${provenUntil ?? 'never'}: ${what}`,
    );
  } else {
    const verdict = status === 'failed' ? 'NOT PROVEN' : 'nothing here can be verified';
    lines.push(
      `${styles.red('✗')} ${visible(name)}: ${verdict}: ${problems.length} problems; ${what} checked`,
    );
  }
  if (fingerprint) lines.push(styles.dim(`  key ${fingerprint}`));
  if (head) lines.push(styles.dim(`  head ${head}`));
  return `${lines.join('\n')}\n`;
}

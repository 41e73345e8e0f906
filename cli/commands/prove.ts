import { writeFileSync } from 'node:fs';
import { type Shard, shardName } from '../../engine/evidence/layout.ts';
import { type ProvenRecord, proveRecord } from '../../engine/evidence/proof.ts';
import { proofFile } from '../../engine/evidence/proof-file.ts';
import { ARCHIVE_OPTIONS, inArchive, type NamedArchive, namedArchive } from '../archive.ts';
import { instant, newestRecord, WANTED_OPTIONS, wantedOf } from '../evidence-query.ts';
import { complain, UsageError } from '../exit-status.ts';
import { readCommandLine } from '../options.ts';
import type { MakeAws } from '../scan/account.ts';
import { print } from '../terminal.ts';

const HELP = `assay prove [<account>/<region>/<sequence>] --archive <dir|s3://bucket/prefix> [options]

Writes a small proof of one record: the record as it is stored, its way to the signature of a seal, and that seal.
\`assay verify\` checks it alone, with nothing but the public key. The record is named by its place, as \`assay evidence\`
tells it, or is the newest one of what is asked for.

  --archive NAME     the archive that holds it
  --finding ID, --resource NAME, --rule ID, --control ID
                     the newest record that has all of these, as for \`assay evidence\`
  --at TIME          the newest one up to this time (ISO 8601, or a day); default: of all
  --out FILE         write the proof there instead of standard output; nothing is written over
  --region REGION    of the bucket, if it is another than the SDK's own
  --endpoint URL     an AWS of your own, e.g. http://127.0.0.1:5000

Exit status 1 if the archive cannot prove the record, 2 if there is no such record under a seal, 3 if it could not be read.

example: assay prove 111122223333/eu-west-1/42 --archive ./evidence --out proof.json
         assay prove --rule sagemaker-notebook-root-access --resource research-notebook --archive ./evidence
         assay verify proof.json --public-key sealing-key.pem
`;

const OPTIONS = {
  ...ARCHIVE_OPTIONS,
  ...WANTED_OPTIONS,
  archive: { type: 'string' },
  at: { type: 'string' },
  out: { type: 'string' },
} as const;

interface Place extends Shard {
  readonly sequence: number;
}

/** `make`: how SDK clients are made; tests put the emulator below them. */
export async function run(args: readonly string[], make?: MakeAws): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: OPTIONS });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  const { archive: name, region, endpoint, out } = values;
  if (name === undefined) throw new UsageError('prove needs --archive, a folder or an s3:// URI; see --help');
  const [text] = positionals;
  const wanted = wantedOf(values);
  const isAsked = Object.keys(wanted).length > 0;
  if ((text === undefined) !== isAsked)
    throw new UsageError('prove needs the place of a record, or what it is about, and not both; see --help');
  const at = values.at === undefined ? undefined : Date.parse(instant('--at', values.at));
  const place = text === undefined ? undefined : placeOf(text);
  const archive = await namedArchive(name, { region, endpoint, make });
  const sought = place ?? (await newestPlace(name, archive, () => newestRecord(archive.source, wanted, at)));
  const proven = await prove(name, archive, sought);
  if (!proven) return 1;
  if (out === undefined) print(proofFile(proven));
  else write(out, proofFile(proven));
  return 0;
}

function placeOf(text: string): Place {
  const [, account = '', region = '', sequence = ''] =
    /^(\d{12})\/([a-z0-9-]+)\/(\d{1,15})$/.exec(text) ?? [];
  if (account === '')
    throw new UsageError(
      `${text}: expected <account>/<region>/<sequence>, such as 111122223333/eu-west-1/42`,
    );
  return { account, region, sequence: Number(sequence) };
}

async function newestPlace(
  name: string,
  archive: NamedArchive,
  newest: () => ReturnType<typeof newestRecord>,
): Promise<Place> {
  const found = await inArchive(name, archive, newest);
  if (!found)
    throw new UsageError(`${name}: no record is about that; \`assay evidence\` tells which there are`);
  return { ...found.shard, sequence: found.sequence };
}

/** Undefined, and said why, if the archive is not what was sealed. */
async function prove(name: string, archive: NamedArchive, place: Place): Promise<ProvenRecord | undefined> {
  const label = `record ${place.sequence} of ${shardName(place)}`;
  try {
    const proven = await inArchive(name, archive, () => proveRecord(archive.source, place));
    if (proven) return proven;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'Error') throw error;
    complain(`${name}: ${label} cannot be proven: ${error.message}`);
    return undefined;
  }
  throw new UsageError(`${name}: no seal covers ${label}: it is not there, or not sealed yet`);
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`--out ${file}: cannot be written (${reason}), expected a new file`, {
      cause: error,
    });
  }
}

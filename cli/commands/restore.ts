import { createAws } from '../../adapters/aws/aws.ts';
import { sdkDefaults } from '../../adapters/aws/caller.ts';
import { refusalOf } from '../../adapters/aws/outcome.ts';
import { type PostureStore, postureStore } from '../../adapters/aws/posture.ts';
import { type Restored, restorePostures } from '../../engine/evidence/restore.ts';
import type { Posture } from '../../engine/posture.ts';
import { resourceKey } from '../../resources/key.ts';
import { ARCHIVE_OPTIONS, namedArchive } from '../archive.ts';
import { UnfinishedError, UsageError } from '../exit-status.ts';
import { definitionOf, ruleById } from '../house.ts';
import { readCommandLine } from '../options.ts';
import { type MakeAws, whatToDo } from '../scan/account.ts';
import { createPool } from '../scan/pool.ts';
import { print } from '../terminal.ts';
import { trustedArchive } from '../trusted-archive.ts';

const HELP = `assay restore <dir|s3://bucket/prefix> --public-key PEM --table NAME [options]

Fills an empty posture table from the evidence archive: what was known of each resource, rule by rule, since when, and
what Security Hub was told. The archive must verify. A resource that the table knows already stays as it is. What only
Security Hub knows (an analyst's word) comes back from there, as it is told of each finding again.

  --public-key PEM   file with the public key of the sealing key
  --table NAME       the posture table, made by the stack
  --dry-run          say what would be restored, and write nothing
  --region REGION    of table and bucket, if it is another than the SDK's own
  --endpoint URL     an AWS of your own, e.g. http://127.0.0.1:5000

Exit status 1 if the archive does not verify, 2 if it is none, 3 if table or archive could not be reached.

example: assay restore s3://assay-evidence --public-key sealing-key.pem --table Assay-Posture --dry-run
`;

const OPTIONS = {
  ...ARCHIVE_OPTIONS,
  'public-key': { type: 'string' },
  table: { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const;

/** The table is made for one writer a resource; these are different ones. */
const WRITES_AT_ONCE = 16;

/** `make`: how SDK clients are made; tests put the emulator below them. */
export async function run(args: readonly string[], make: MakeAws = createAws): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: OPTIONS });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  const [name] = positionals;
  const { 'public-key': keyFile, table, region, endpoint } = values;
  if (name === undefined)
    throw new UsageError('restore needs the folder of an archive, or its s3:// URI; see --help');
  if (keyFile === undefined)
    throw new UsageError('restore needs --public-key, the key that you trust; see --help');
  if (table === undefined) throw new UsageError('restore needs --table, the posture table; see --help');
  const archive = await namedArchive(name, name.startsWith('s3:') ? { region, endpoint, make } : { make });
  const trust = { name, keyFile, refusal: 'nothing was restored from it' };
  if (!(await trustedArchive(archive, trust))) return 1;
  const restored = await restorePostures(archive.source, {
    keyOf: (ref) => resourceKey(ref, definitionOf(ref.type)),
    severityOf: (rule) => ruleById(rule)?.severity,
    now: new Date().toISOString(),
  });
  if (values['dry-run']) {
    print(`${summary(restored)}: nothing was written\n`);
    return 0;
  }
  const aws = await clients({ region, endpoint, make });
  const written = await writeAll(postureStore(aws, table), restored.postures, { table, endpoint });
  const kept = restored.postures.length - written;
  print(`${summary(restored)}: ${written} written to ${table}, ${kept} were known already\n`);
  return 0;
}

interface Place {
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  readonly make: MakeAws;
}

async function clients({ region: given, endpoint, make }: Place) {
  const { region: byDefault, credentials } = await sdkDefaults();
  const region = given ?? byDefault;
  if (region === undefined) throw new UsageError('no Region is set: give --region, or set AWS_REGION');
  return make({ region, credentials, ...(endpoint !== undefined && { endpoint }) });
}

interface Target {
  readonly table: string;
  readonly endpoint: string | undefined;
}

/** How many were written; whatever the table knows is newer. */
async function writeAll(
  store: PostureStore,
  postures: readonly Posture[],
  { table, endpoint }: Target,
): Promise<number> {
  const pool = createPool(WRITES_AT_ONCE);
  try {
    const written = await Promise.all(postures.map((posture) => pool(() => store.commit(posture, null))));
    return written.filter(Boolean).length;
  } catch (error) {
    const why = refusalOf(error, 'dynamodb:PutItem');
    if (why === undefined) throw error;
    if (why.outcome === 'not-found') throw new UsageError(`--table ${table}: there is no such table`);
    const isDenied = why.outcome === 'denied';
    const remedy = isDenied ? `${why.because}; restoring needs it` : whatToDo(why.because, endpoint);
    throw new UnfinishedError(`${table}: ${remedy}`, { cause: error });
  }
}

const summary = ({ postures, counts }: Restored): string =>
  `${postures.length} resources in ${counts.records} records`;

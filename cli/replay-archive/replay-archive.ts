import { readFileSync } from 'node:fs';
import { OUTCOMES, replayArchive } from '../../engine/evidence/replay.ts';
import type { VerifyReport } from '../../engine/evidence/report.ts';
import { type Survey, surveyArchive } from '../../engine/evidence/survey.ts';
import { resourceKey } from '../../resources/key.ts';
import type { ResourceRef } from '../../resources/resource.ts';
import { ARCHIVE_OPTIONS, namedArchive } from '../archive.ts';
import { UsageError } from '../exit-status.ts';
import { definitionOf } from '../house.ts';
import { oneOf, readCommandLine } from '../options.ts';
import type { MakeAws } from '../scan/account.ts';
import { trustedArchive } from '../trusted-archive.ts';
import { type RunningPack, runPack } from './pack-worker.ts';
import { currentPack, packsOf } from './packs.ts';
import { ARCHIVE_FORMATS, archiveReport, noOutcomes } from './report.ts';

const HELP = `assay replay --from-archive <dir|s3://bucket/prefix> --public-key PEM [options]

Judges the verdicts of an evidence archive again: with the rule pack of their day, which lies in the archive, and with
today's rules. Of each it says whether it is the same today, and if not, what is another: the rule, the resource, what
that refers to, or the settings. A verdict that the pack of its day does not give is NOT REPRODUCED.

A pack is a program. One out of the archive is run only if the archive verifies and a sealed record names its hash;
without --public-key, only verdicts of this version's own rules can be judged again.

  --public-key PEM     file with the public key of the sealing key
  --pack FILE          a rule pack that you trust, in place of those in the archive
  --at TIME            of each resource the verdicts that stood at this time (ISO 8601)
  --rule ID            this rule alone
  --resource KEY       this resource alone: its ARN, id or key
  --all                list what is the same, too
  --fail-on-unknown    exit status 1 also where something could not be judged again
  --format FORMAT      text (default), json
  --region REGION      of the bucket, if it is another than the SDK's own
  --endpoint URL       an AWS of your own, e.g. http://127.0.0.1:5000

Exit status 1 if a verdict is not reproduced or the archive does not verify, 2 if this is no archive, 3 if it could not
be read.

example: assay replay --from-archive ./evidence --public-key sealing-key.pem --at 2026-06-30T00:00:00Z
`;

const OPTIONS = {
  ...ARCHIVE_OPTIONS,
  'from-archive': { type: 'string' },
  'public-key': { type: 'string' },
  pack: { type: 'string' },
  at: { type: 'string' },
  rule: { type: 'string' },
  resource: { type: 'string' },
  all: { type: 'boolean' },
  'fail-on-unknown': { type: 'boolean' },
  format: { type: 'string' },
} as const;

const keyOf = (ref: ResourceRef): string => resourceKey(ref, definitionOf(ref.type));

/** `make`: how SDK clients are made; tests put the emulator below them. */
export async function run(args: readonly string[], make?: MakeAws): Promise<number> {
  const parsed = readCommandLine(args, { help: HELP, options: OPTIONS });
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  const { 'from-archive': name = '', 'public-key': keyFile, region, endpoint } = values;
  if (positionals.length > 0)
    throw new UsageError(
      `${positionals[0]}: --from-archive names the archive; events are replayed without it`,
    );
  const format = oneOf('--format', values.format, ARCHIVE_FORMATS) ?? 'text';
  const at = values.at === undefined ? undefined : instant(values.at);
  const archive = await namedArchive(name, { region, endpoint, make });
  const trust = { name, refusal: 'nothing in it was judged again' };
  const report = keyFile === undefined ? undefined : await trustedArchive(archive, { ...trust, keyFile });
  if (keyFile !== undefined && !report) return 1;
  const survey = await surveyArchive(archive.source, { keyOf, at, resource: values.resource });
  const current = currentPack();
  const given = values.pack === undefined ? undefined : await packIn(values.pack);
  if (!report && !given) refuseUnproven(survey, current.packDigest, name);
  const packs = packsOf({ source: archive.source, declared: survey.declared, report, given, current });
  const told = archiveReport(format, values.all === true);
  const outcomes = noOutcomes();
  try {
    const options = { ...packs, keyOf, survey, current, rule: values.rule };
    for await (const verdict of replayArchive(archive.source, options)) {
      outcomes[verdict.outcome] += 1;
      told.verdict(verdict);
    }
  } finally {
    await packs.close();
  }
  archive.check();
  const verdicts = OUTCOMES.reduce((sum, outcome) => sum + outcomes[outcome], 0);
  const summary = {
    verdicts,
    outcomes,
    packs: Object.fromEntries(survey.packs),
    current: current.packDigest,
  };
  told.end({ ...summary, provenUntil: provenBy(report) });
  const isUnknown = values['fail-on-unknown'] === true && outcomes['not-judged'] > 0;
  return outcomes['not-reproduced'] > 0 || isUnknown ? 1 : 0;
}

const provenBy = (report: VerifyReport | undefined): string | null => report?.provenUntil ?? null;

function instant(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time))
    throw new UsageError(`--at is ${text}, expected a time such as 2026-11-30T12:00:00Z`);
  return new Date(time).toISOString();
}

async function packIn(file: string): Promise<RunningPack> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${file}: cannot be read (${reason}), expected a rule pack`, { cause: error });
  }
  try {
    return await runPack(bytes);
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/** A program out of a folder that anybody may have filled is not run. */
function refuseUnproven({ packs }: Survey, current: string, name: string): void {
  const others = [...packs].filter(([digest]) => digest !== current);
  const count = others.reduce((sum, [, each]) => sum + each, 0);
  if (count === 0) return;
  throw new UsageError(
    `${name}: ${count} evaluations were judged by other rules than this version's, and the programs that the archive holds of them are not run unverified: give --public-key, the key that you trust, or --pack FILE`,
  );
}

import type { VerifyReport } from '../engine/evidence/report.ts';
import { verifyArchive } from '../engine/evidence/verify.ts';
import type { NamedArchive } from './archive.ts';
import { UsageError } from './exit-status.ts';
import { readText } from './settings-files.ts';
import { print } from './terminal.ts';

export interface Trust {
  /** As the person wrote it. */
  readonly name: string;
  /** File of the public key that the person brings. */
  readonly keyFile: string;
  /** What is left undone if it does not verify: `nothing was restored from it`. */
  readonly refusal: string;
}

/**
 * The report of an archive that verifies; undefined, and said why, if it does not: exit status 1.
 * @throws UsageError if it is no archive, or the key none
 */
export async function trustedArchive(
  archive: NamedArchive,
  { name, keyFile, refusal }: Trust,
): Promise<VerifyReport | undefined> {
  const report = await verifyArchive(archive.source, { publicKeyPem: readText(keyFile), now: new Date() });
  archive.check();
  const { status, problems } = report;
  if (status === 'proven') return report;
  const [first] = problems;
  const why = first ? `${first.kind} ${first.key}: ${first.message}` : 'it holds nothing that is sealed';
  if (status === 'unusable') throw new UsageError(`${name}: ${why}`);
  print(`${name} does not verify (${problems.length} problems), so ${refusal}. The first: ${why}\n`);
  return undefined;
}

import type { Attestation } from '../engine/attestation.ts';
import { rules } from '../rules/index.ts';
import { userFile } from './settings-files.ts';

export interface AttestationsFile {
  readonly attestations: readonly Attestation[];
  /** Where they were found; for people. */
  readonly file?: string;
}

export interface AttestationsPlace {
  readonly beside: string;
  readonly config?: string | undefined;
  /** The file itself, where the user names it. */
  readonly file?: string | undefined;
}

/**
 * The user's attestations, in force or not.
 * @throws UsageError naming file, place and expectation
 */
export async function readAttestations({
  beside,
  config,
  file: given,
}: AttestationsPlace): Promise<AttestationsFile> {
  const file = given ?? userFile('assay.attestations', beside, config);
  if (file === undefined) return { attestations: [] };
  const { attestationsSchema } = await import('../engine/attestation-schema.ts');
  const { validated } = await import('./validated-file.ts');
  return { file, attestations: (await validated(file, attestationsSchema(rules))).attestations };
}

import type { JsonObject } from '../../resources/resource.ts';
import { canonicalJson } from '../canonical.ts';
import type { Proof, ProvenRecord } from './proof.ts';
import { parseObject } from './segment.ts';

/** A proof as it is handed over: one file, the record's stored line in it as `line`. */
export const proofFile = ({ proof, line }: ProvenRecord): string =>
  `${canonicalJson({ ...(proof as unknown as JsonObject), line })}\n`;

/** What is in such a file; undefined if it holds no proof. Says nothing about whether it proves anything. */
export function parseProofFile(text: string): ProvenRecord | undefined {
  const { line, ...proof } = parseObject(text) ?? {};
  const isProof = typeof line === 'string' && String(proof['schema']).startsWith('assay.proof/');
  return isProof ? { proof: proof as unknown as Proof, line } : undefined;
}

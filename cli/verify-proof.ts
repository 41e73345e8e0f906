import { sha256 } from '../engine/canonical.ts';
import { shardName } from '../engine/evidence/layout.ts';
import { type ProofResult, type ProvenRecord, verifyProof } from '../engine/evidence/proof.ts';
import { parseProofFile } from '../engine/evidence/proof-file.ts';
import { sealBytes } from '../engine/evidence/seal.ts';
import { readPublicKeys } from '../engine/evidence/signature.ts';
import { visible } from '../reports/text.ts';
import { UsageError } from './exit-status.ts';
import { recordText } from './record-text.ts';
import { readText } from './settings-files.ts';
import { Output, palette } from './terminal.ts';

interface ProofQuestion {
  readonly keys: readonly string[];
  readonly accounts: readonly string[] | undefined;
  readonly format: 'text' | 'json';
}

/** Says whether the proof in a file proves its record; gives the exit status. @throws UsageError if it is none */
export function reportProof(file: string, { keys, accounts, format }: ProofQuestion): number {
  const proven = parseProofFile(readText(file));
  if (!proven)
    throw new UsageError(`${file}: it is no proof and no folder, expected what \`assay prove\` writes`);
  const { schema } = proven.proof;
  if (schema !== 'assay.proof/1')
    throw new UsageError(`${file}: it has the version ${schema}, this version reads assay.proof/1: update`);
  if (!readPublicKeys(keys))
    throw new UsageError('--public-key: the key you brought is no P-256 public key in PEM');
  const result = ofAccount(verifyProof(proven.proof, proven.line, keys), accounts);
  const output = new Output();
  output.write(format === 'json' ? json(proven, result) : text(file, proven, result));
  output.flush();
  return result.ok ? 0 : 1;
}

function ofAccount(result: ProofResult, accounts: readonly string[] | undefined): ProofResult {
  if (!result.ok || !accounts || accounts.includes(result.seal.account)) return result;
  return { ok: false, because: `it is of account ${result.seal.account}; expected ${accounts.join(', ')}` };
}

function json({ proof }: ProvenRecord, result: ProofResult): string {
  const { signature: _, ...told } = { signature: '', ...result };
  const seal = result.ok ? { head: sha256(sealBytes(proof.seal)) } : {};
  return `${JSON.stringify({ status: result.ok ? 'proven' : 'failed', ...told, ...seal }, null, 2)}\n`;
}

function text(file: string, { proof }: ProvenRecord, result: ProofResult): string {
  const styles = palette();
  if (!result.ok) return `${styles.red('✗')} ${visible(file)}: NOT PROVEN: ${visible(result.because)}\n`;
  const { seal, record } = result;
  const place = `record ${record['sequence']} of ${shardName(seal)}`;
  return [
    `${styles.green('✓')} ${visible(file)}: ${place} was sealed by ${seal.created}, and is as it was`,
    ...recordText(record, styles, undefined).map((line) => `  ${line}`),
    styles.dim(`  seal ${seal.number}, ${seal.from} to ${seal.to}, ${sha256(sealBytes(proof.seal))}`),
    styles.dim(`  key ${seal.key.fingerprint}`),
    '',
  ].join('\n');
}

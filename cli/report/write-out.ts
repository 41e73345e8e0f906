import { writeFileSync } from 'node:fs';
import type { Assessment } from '../../engine/assessment/assessment.ts';
import { UsageError } from '../exit-status.ts';

/** Writes the file that an option names. @throws UsageError if it cannot be written */
export function writeOut(option: string, file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${option} ${file}: cannot be written (${reason})`, { cause: error });
  }
}

/** 1 where something does not verify. */
export const statusOf = ({ source: { verification } }: Assessment): 0 | 1 =>
  verification === null || verification.status === 'proven' ? 0 : 1;

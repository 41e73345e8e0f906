/** Unusable input or settings: one line that says which file, where in it, and what was expected. Status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Access or network: the work could not be finished. Status 3. */
export class UnfinishedError extends Error {
  override readonly name = 'UnfinishedError';
}

/** By name: the adapters have errors of their own, and the entry imports none of them. */
const UNUSABLE: readonly string[] = ['UsageError', 'UnusableInputError'];

/** Says the error in one line on stderr and gives the exit status; a stack only with ASSAY_DEBUG. */
export function exitStatusOf(error: unknown): number {
  // Whoever read the output has gone; what it has not seen is no pass.
  if (isBrokenPipe(error)) return 3;
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  const isBadInput = isUnusable(error);
  const text = isBadInput || name === 'UnfinishedError' ? message : `could not finish: ${message}`;
  complain(text);
  if (process.env['ASSAY_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return isBadInput ? 2 : 3;
}

export const isUnusable = (error: unknown): error is Error =>
  error instanceof Error && UNUSABLE.includes(error.name);

/** One line on stderr. */
export function complain(text: string): void {
  process.stderr.write(`assay: ${oneLine(text)}\n`);
}

const isBrokenPipe = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EPIPE';

/** A file may hold anything, and so may an error about it: no line breaks, no control characters, no end. */
function oneLine(text: string): string {
  const visible = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
  return visible.length > 600 ? `${visible.slice(0, 600)}…` : visible;
}

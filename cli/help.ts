import { commands } from './commands.ts';

/** What `assay --help` prints. */
export function helpText(): string {
  const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length));
  const lines = Object.values(commands).map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`);
  return [
    'assay: continuous compliance for AI on AWS',
    '',
    'usage: assay <command> [options]; each command has --help with an example',
    '',
    ...lines,
    '',
    'exit status: 0 done, nothing found at or above --fail-on; 1 findings, or a failed verification;',
    '2 unusable input or settings; 3 could not finish',
    '',
  ].join('\n');
}

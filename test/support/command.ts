import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { exitStatusOf } from '../../cli/exit-status.ts';

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Run = (args: readonly string[]) => Promise<number>;

/** A command as `main` runs it, in this process: starting Node for each case costs more than all of them. */
export async function ran(run: Run, ...args: string[]): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const restore = captured(written);
  try {
    const status = await run(args).catch(exitStatusOf);
    return { status, ...written };
  } finally {
    restore();
  }
}

/** What goes to standard output, whichever way, and to standard error. */
function captured(written: { stdout: string; stderr: string }): () => void {
  const { writeSync } = fs;
  const writers = { stdout: process.stdout.write, stderr: process.stderr.write };
  const colour = process.env['NO_COLOR'];
  const toOutput = (descriptor: number, data: string | Uint8Array, ...rest: []): number => {
    if (descriptor !== 1) return writeSync(descriptor, data as Uint8Array, ...rest);
    written.stdout += typeof data === 'string' ? data : Buffer.from(data).toString();
    return data.length;
  };
  Object.assign(fs, { writeSync: toOutput });
  syncBuiltinESMExports();
  process.stdout.write = (text: string | Uint8Array) => {
    written.stdout += String(text);
    return true;
  };
  process.stderr.write = (text: string | Uint8Array) => {
    written.stderr += String(text);
    return true;
  };
  return () => {
    Object.assign(fs, { writeSync });
    syncBuiltinESMExports();
    process.stdout.write = writers.stdout;
    process.stderr.write = writers.stderr;
    if (colour === undefined) delete process.env['NO_COLOR'];
    else process.env['NO_COLOR'] = colour;
  };
}

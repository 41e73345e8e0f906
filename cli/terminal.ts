import { fstatSync, writeSync } from 'node:fs';

/** Text styles; each is the identity where colour is not wanted. */
export interface Palette {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
}

const style = (on: boolean, code: number) => (text: string) =>
  on ? `\u001b[${code}m${text}\u001b[0m` : text;

/** https://no-color.org; colour only where a person reads. */
export function palette(): Palette {
  const on = !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb' && isTerminal();
  return {
    bold: style(on, 1),
    dim: style(on, 2),
    red: style(on, 31),
    green: style(on, 32),
    yellow: style(on, 33),
    cyan: style(on, 36),
  };
}

/** A pipe or a file is told without making process.stdout, which takes as long as judging hundreds of resources. */
function isTerminal(): boolean {
  try {
    return fstatSync(1).isCharacterDevice() && process.stdout.isTTY === true;
  } catch {
    // Closed.
    return false;
  }
}

/** Code units kept before they are written: a system call costs as much as encoding so many. */
const MOST_KEPT = 1 << 16;

/** Standard output in large pieces: a write for each of a million lines costs more than judging them. */
export class Output {
  readonly #descriptor: number;
  // A text that grows, not a buffer: one call of the encoder for a thousand lines instead of one for each.
  #text = '';

  constructor(descriptor = 1) {
    this.#descriptor = descriptor;
  }

  write(text: string): void {
    this.#text += text;
    if (this.#text.length > MOST_KEPT) this.flush();
  }

  /** Synchronous, so that nothing is lost when the process ends and memory stays flat whatever the reader does. */
  flush(): void {
    const bytes = Buffer.from(this.#text);
    this.#text = '';
    writeAll(this.#descriptor, bytes);
  }
}

/** A short text, at once. @throws EPIPE if the reader has gone */
export function print(text: string): void {
  writeAll(1, Buffer.from(text));
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  let rest = bytes;
  while (rest.length > 0) rest = rest.subarray(writeSome(descriptor, rest));
}

function writeSome(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    // A pipe whose reader is slower than we are; there is no synchronous way to wait for it but to ask again.
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      return 0;
    }
    throw error;
  }
}

import { writeSync } from 'node:fs';

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
  const on = process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  return {
    bold: style(on, 1),
    dim: style(on, 2),
    red: style(on, 31),
    green: style(on, 32),
    yellow: style(on, 33),
    cyan: style(on, 36),
  };
}

const BUFFER_BYTES = 1 << 17;
/** UTF-8 needs at most three bytes for a UTF-16 code unit. */
const MOST_BYTES_A_UNIT = 3;

/** Standard output in large pieces: a write for each of a million lines costs more than judging them. */
export class Output {
  readonly #descriptor: number;
  readonly #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #length = 0;

  constructor(descriptor = 1) {
    this.#descriptor = descriptor;
  }

  write(text: string): void {
    if (text.length * MOST_BYTES_A_UNIT > BUFFER_BYTES - this.#length) this.flush();
    if (text.length * MOST_BYTES_A_UNIT > BUFFER_BYTES) writeAll(this.#descriptor, Buffer.from(text));
    else this.#length += this.#buffer.write(text, this.#length);
  }

  /** Synchronous, so that nothing is lost when the process ends and memory stays flat whatever the reader does. */
  flush(): void {
    writeAll(this.#descriptor, this.#buffer.subarray(0, this.#length));
    this.#length = 0;
  }
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

import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY_BYTES = 1 << 20;
const CHUNK_BYTES = 1 << 16;

/** Text to be printed later: in memory while it is short, else in a temporary file, so that memory stays flat. */
export class Spill {
  #pending: string[] = [];
  #length = 0;
  #folder: string | undefined;
  #descriptor: number | undefined;

  write(text: string): void {
    this.#pending.push(text);
    this.#length += text.length;
    if (this.#length >= MEMORY_BYTES) this.#flush();
  }

  /** All of it, in order; the file is gone afterwards. */
  *drain(): Generator<string> {
    if (this.#descriptor !== undefined) {
      this.#flush();
      yield* this.#stored(this.#descriptor);
      this.close();
    }
    yield* this.#pending;
    this.#pending = [];
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#descriptor = undefined;
    this.#folder = undefined;
  }

  #flush(): void {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'assay-'));
    // Read and written by this process alone, at positions of its own.
    this.#descriptor ??= openSync(join(this.#folder, 'spill'), 'wx+', 0o600);
    writeSync(this.#descriptor, this.#pending.join(''));
    this.#pending = [];
    this.#length = 0;
  }

  *#stored(descriptor: number): Generator<string> {
    const decoder = new TextDecoder();
    const buffer = Buffer.alloc(CHUNK_BYTES);
    for (let position = 0; ; ) {
      const bytes = readSync(descriptor, buffer, 0, CHUNK_BYTES, position);
      if (bytes === 0) return;
      position += bytes;
      yield decoder.decode(buffer.subarray(0, bytes), { stream: true });
    }
  }
}

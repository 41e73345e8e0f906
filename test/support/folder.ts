import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

export interface Folder {
  readonly path: string;
  /** Writes a file, objects as JSON, and gives its path. */
  write(name: string, content: unknown): string;
}

/** A temporary folder that is gone after the tests of this file. */
export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'assay-test-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(name, content) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      const isText = typeof content === 'string' || Buffer.isBuffer(content);
      writeFileSync(file, isText ? content : JSON.stringify(content));
      return file;
    },
  };
}

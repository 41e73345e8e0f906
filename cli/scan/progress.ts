import type { Progress } from './gather.ts';

/** A line that is written over on standard error while a person waits; nothing where none does. */
export interface ProgressLine {
  show(progress: Progress): void;
  clear(): void;
}

const EVERY_MS = 100;

export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  if (stream.isTTY !== true) return { show() {}, clear() {} };
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    show({ lists, listsDone, found, read }) {
      const now = performance.now();
      if (now - shownAt < EVERY_MS) return;
      shownAt = now;
      stream.write(`\r\u001b[2Klisted ${listsDone} of ${lists} types, read ${read} of ${found} resources`);
    },
    clear: () => void stream.write('\r\u001b[2K'),
  };
}

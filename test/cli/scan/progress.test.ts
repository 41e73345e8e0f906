import { describe, expect, it } from 'vitest';
import { progressLine } from '../../../cli/scan/progress.ts';

function stream(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { written, stream: Object.assign(Object.create(process.stderr), { isTTY, write }) };
}

const progress = { lists: 28, listsDone: 3, found: 200, read: 140 };

describe('progress', () => {
  it('is one line that a person sees, written over and wiped away', () => {
    const { written, stream: terminal } = stream(true);
    const line = progressLine(terminal);
    line.show(progress);
    line.show({ ...progress, read: 141 });
    line.clear();
    expect(written).toEqual(['\r\u001b[2Klisted 3 of 28 types, read 140 of 200 resources', '\r\u001b[2K']);
  });

  it('is nothing where nobody looks', () => {
    const { written, stream: file } = stream(false);
    const line = progressLine(file);
    line.show(progress);
    line.clear();
    expect(written).toEqual([]);
  });
});

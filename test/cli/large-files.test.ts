import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run as gate } from '../../cli/commands/gate.ts';
import { run as replay } from '../../cli/commands/replay.ts';
import { ran } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';

const folder = temporaryFolder();
const MEGABYTES = 200;

/** 200 MB that begin so and go on with zeros; a sparse file, so that the disk holds none of them. */
function largeFile(name: string, beginning: string): string {
  folder.write(name, '');
  const file = join(folder.path, name);
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, beginning);
  ftruncateSync(descriptor, MEGABYTES << 20);
  closeSync(descriptor);
  return file;
}

describe('a file of 200 MB', () => {
  it.each([
    ['gate', gate, '{"Resources":{"A":"'],
    ['replay', replay, ''],
    ['replay', replay, '{"Records":[{"eventName":"'],
    ['replay', replay, `{"Records":[${'{},'.repeat(10)}`],
  ])('%s refuses it in one line', async (_name, run, beginning) => {
    const { status, stderr } = await ran(run, largeFile('large.json', beginning));
    expect(status).toBe(2);
    expect(stderr).toMatch(/^assay: [^\n]*large\.json[^\n]*expected[^\n]*\n$/);
  });

  it('is no settings file', async () => {
    const template = folder.write('settings/template.json', { Resources: {} });
    largeFile('settings/assay.config.json', '{}');
    const { status, stderr } = await ran(gate, template);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^assay: [^\n]*assay\.config\.json: is larger than 4 MB, expected settings or waivers\n$/,
    );
  });
});

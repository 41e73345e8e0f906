import { compareProcesses } from './processes.ts';
import { type Bar, milliseconds } from './report.ts';

/** `assay --version` against a Node that does nothing. */
export async function* benchStart(): AsyncGenerator<Bar> {
  const node = process.execPath;
  const [empty = 0, version = 0] = await compareProcesses(
    [
      { command: node, args: ['-e', '0'] },
      { command: node, args: ['dist/assay.js', '--version'] },
    ],
    15,
  );
  const detail = `node -e 0 ${milliseconds(empty)}, --version ${milliseconds(version)}`;
  yield { what: '--version against node -e 0', value: version / empty, unit: 'times', atMost: 2.5, detail };
}

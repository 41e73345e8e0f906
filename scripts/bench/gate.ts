import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compareProcesses } from './processes.ts';
import { type Bar, milliseconds } from './report.ts';
import { notebookTemplate } from './workload.ts';

// What three of our rules ask, in cfn-guard's language.
const GUARD_RULES = `
let notebooks = Resources.*[ Type == 'AWS::SageMaker::NotebookInstance' ]
rule root_access when %notebooks !empty { %notebooks.Properties.RootAccess == 'Disabled' }
rule direct_internet when %notebooks !empty { %notebooks.Properties.DirectInternetAccess == 'Disabled' }
rule in_vpc when %notebooks !empty { %notebooks.Properties.SubnetId exists }
`;

/** `gate` on 2,000 notebooks against cfn-guard, and against a Node that only reads and parses the file. */
export async function* benchGate(): AsyncGenerator<Bar> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const template = join(folder, 'notebooks.template.json');
  const guardRules = join(folder, 'notebooks.guard');
  writeFileSync(template, notebookTemplate(2000));
  writeFileSync(guardRules, GUARD_RULES);
  const node = process.execPath;
  const parse = `JSON.parse(require('fs').readFileSync(${JSON.stringify(template)},'utf8'))`;
  const gateArgs = ['dist/assay.js', 'gate', template, '--profile', 'all'];
  const [text = 0, json = 0, guard = 0, floor = 0] = await compareProcesses(
    [
      { command: node, args: gateArgs },
      { command: node, args: [...gateArgs, '--format', 'json'] },
      {
        command: guardBinary(),
        args: ['validate', '--structured', '-o', 'json', '-S', 'none', '-r', guardRules, '-d', template],
      },
      { command: node, args: ['-e', parse] },
    ],
    9,
  );
  rmSync(folder, { recursive: true });
  const detail = `gate ${milliseconds(text)}, as JSON ${milliseconds(json)}, cfn-guard ${milliseconds(guard)}, read and parse ${milliseconds(floor)}`;
  yield {
    what: 'cfn-guard with 3 rules against gate --profile all, 2,000 notebooks',
    value: guard / Math.max(text, json),
    unit: 'times',
    atLeast: 2,
    detail,
  };
  yield {
    what: 'gate against reading and parsing alone',
    value: text / floor,
    unit: 'times',
    atMost: 2.5,
    detail,
  };
  yield { what: 'the same, --format json', value: json / floor, unit: 'times', atMost: 2.5, detail };
}

function guardBinary(): string {
  const require = createRequire(import.meta.url);
  const root = dirname(require.resolve('@cdklabs/cdk-validator-cfnguard/package.json'));
  const system = { linux: 'ubuntu', darwin: 'macos' }[process.platform as string];
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  return join(root, 'bin', system ?? process.platform, machine, 'cfn-guard');
}

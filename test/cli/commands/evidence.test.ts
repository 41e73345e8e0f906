import { describe, expect, it } from 'vitest';
import { run } from '../../../cli/commands/evidence.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { arn, finding, RULE, smallArchive, writeArchive } from '../archives.ts';

const folder = temporaryFolder();
const { files } = await smallArchive();
const archive = writeArchive(folder, 'whole', files);
const evidence = (...args: string[]) => ran(run, ...args);

async function sequences(...args: string[]): Promise<readonly number[]> {
  const { status, stdout, stderr } = await evidence(archive, ...args, '--format', 'json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout).records.map(
    ({ sequence, record }: { sequence: number; record: { sequence: number } }) => {
      expect(record.sequence).toBe(sequence);
      return sequence;
    },
  );
}

describe('evidence', () => {
  it.each<[string, string[], number[]]>([
    ['everything', [], [1, 2, 3, 4]],
    ['a resource by its ARN', ['--resource', arn], [1, 2, 4]],
    ['a resource by its name', ['--resource', 'beta'], [3]],
    ['a finding', ['--finding', finding], [1, 2, 4]],
    ['a finding without its beginning', ['--finding', finding.replace('assay/', '')], [1, 2, 4]],
    ['a rule', ['--rule', RULE], [1, 2, 3, 4]],
    ['a rule that is no more', ['--rule', 'no-more'], []],
    ['a control', ['--control', 'nist_800_53_r5:AC-6'], [1, 2, 3, 4]],
    ['a kind', ['--kind', 'gap', '--kind', 'canary'], []],
    ['a period', ['--from', '2026-03-01T21:00:00Z', '--to', '2026-03-01T22:00:00Z'], [2, 3]],
    ['a day', ['--from', '2026-03-02'], []],
    ['a Region', ['--in', 'eu-central-1', '--account', '111122223333'], [1, 2, 3, 4]],
    ['another Region', ['--in', 'eu-west-1'], []],
    ['a resource, without lookups', ['--resource', 'beta', '--without-lookups'], [3]],
  ])('finds records of %s', async (_name, args, expected) => {
    expect(await sequences(...args)).toEqual(expected);
  });

  it('tells people what each says, of the rule that was asked for, and that it is not verified', async () => {
    const { status, stdout } = await evidence(archive, '--resource', 'beta', '--rule', RULE);
    expect(status).toBe(0);
    expect(stdout).toContain('111122223333/eu-central-1/3  2026-03-01T21:10:00.000Z');
    expect(stdout).toContain(`COMPLIANT  ${RULE} (revision 1)`);
    expect(stdout).toMatch(
      /\n1 record, found in 3 lookups and 1 segments; as they lie there, not verified\n$/,
    );
  });

  it('of which what was asked for is missing says so: status 1', async () => {
    const held = [...files].filter(([name]) => !name.includes('segment-000000000002'));
    const half = writeArchive(folder, 'half', new Map(held));
    const { status, stderr } = await evidence(half, '--resource', 'beta');
    expect(status).toBe(1);
    expect(stderr).toMatch(/half: 1 segments that hold what was asked for are not there; verify the archive/);
    expect((await evidence(half, '--from', '2026-03-01T22:06:00Z')).status).toBe(0);
  });

  it.each<[string, string[], RegExp]>([
    ['no folder', [], /needs the folder/],
    ['nothing there', [`${folder.path}/nowhere`], /no such folder/],
    [
      'a folder that is no archive',
      [folder.write('other/README', '').replace('/README', '')],
      /other: none of its 1 files has a name of an evidence archive/,
    ],
    ['a finding that is none', [archive, '--finding', 'arn:x'], /--finding arn:x: expected assay\//],
    ['a rule that cannot be one', [archive, '--rule', 'A b'], /--rule A b: expected the id of a rule/],
    ['a control that is none', [archive, '--control', 'nist:AC-99'], /there is no such control/],
    [
      'a control that no rule supports',
      [archive, '--control', 'eu_ai_act_2024_1689:Art. 5'],
      /no rule supports it/,
    ],
    [
      'a rule and a control',
      [archive, '--rule', RULE, '--control', 'nist_800_53_r5:AC-6'],
      /say the same twice/,
    ],
    ['a time that is none', [archive, '--from', 'March'], /--from is March/],
    ['a Region that is none', [archive, '--in', 'Frankfurt'], /--in Frankfurt/],
  ])('%s: status 2 and one line', async (_name, args, message) => {
    const { status, stdout, stderr } = await evidence(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^assay: [^\n]+\n$/);
  });
});

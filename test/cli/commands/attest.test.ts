import { describe, expect, it } from 'vitest';
import { run } from '../../../cli/commands/attest.ts';
import { ran } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';

const folder = temporaryFolder();

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const attestation = {
  subject: 'the churn model',
  kind: 'impact-assessment',
  attestedBy: 'Grace Hopper',
  attested: day(-10),
  expires: day(100),
  documentHash: 'b'.repeat(64),
  controls: ['iso42001_2023:A.5.2'],
};

let files = 0;
function written(...attestations: readonly object[]): string {
  files += 1;
  return folder.write(`${files}/assay.attestations.json`, { attestations });
}

const check = (...args: string[]) => ran(run, 'check', ...args);

describe('assay attest check', () => {
  const cases: readonly (readonly [string, object, number])[] = [
    ['in-force', {}, 0],
    ['ends-soon', { expires: day(30) }, 0],
    ['ends-soon', { expires: day(0) }, 0],
    ['in-force', { expires: day(31) }, 0],
    ['expired', { expires: day(-1) }, 1],
    ['not-yet-begun', { attested: day(1) }, 1],
    ['over-long', { attested: day(-10), expires: day(356) }, 1],
    ['in-force', { attested: day(-10), expires: day(355) }, 0],
  ];

  it.each(cases)('says %s of %o with status %d', async (state, change, expected) => {
    const { status, stdout } = await check(written({ ...attestation, ...change }), '--format', 'json');
    expect(JSON.parse(stdout).attestations).toMatchObject([{ state }]);
    expect(status).toBe(expected);
  });

  it('tells people who stands in for what until when', async () => {
    const file = written(attestation, { ...attestation, subject: 'the chat', expires: day(5) });
    const { stdout } = await check(file);
    expect(stdout).toContain(`impact-assessment of the chat by Grace Hopper, ${day(-10)} to ${day(5)}`);
    expect(stdout).toContain('2 attestations, 2 in force, 1 of them ending within 30 days, 0 not in force');
    expect(stdout.indexOf('the chat')).toBeLessThan(stdout.indexOf('the churn model'));
  });

  it('finds the file beside the settings that limit how long one may last', async () => {
    const place = folder
      .write('limited/assay.attestations.json', { attestations: [attestation] })
      .replace(/\/[^/]*$/, '');
    folder.write('limited/assay.config.json', { attestations: { maxDays: 90 } });
    const { status, stdout } = await check(place);
    expect(stdout).toContain('over-long');
    expect(status).toBe(1);
  });

  const malformed: readonly (readonly [string, object, string])[] = [
    ['no control and no rule', { controls: [] }, 'expected at least one of controls, rules'],
    ['a control that does not exist', { controls: ['iso42001_2023:A.99'] }, 'expected the id of a control'],
    ['a rule that does not exist', { rules: ['no-such-rule'] }, 'expected the id of a rule'],
    ['no hash', { documentHash: 'abc' }, 'expected 64 lower-case hex digits'],
    ['a day that does not exist', { attested: '2026-02-30' }, 'expected a day that exists'],
    ['an end before its beginning', { expires: day(-11) }, 'expected a day not before "attested"'],
    ['a blank name', { attestedBy: ' ' }, 'expected a text that is not blank'],
    ['a misspelt key', { documenthash: '' }, 'did you mean documentHash?'],
  ];

  it.each(malformed)('refuses %s: status 2 and one line', async (_, change, expected) => {
    const { status, stdout, stderr } = await check(written({ ...attestation, ...change }));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(expected);
  });

  it('refuses where there is nothing to check, and another action', async () => {
    expect((await check(folder.write('empty/x', '').replace('/x', ''))).stderr).toContain(
      'no assay.attestations.json',
    );
    expect((await ran(run, 'list')).status).toBe(2);
  });
});

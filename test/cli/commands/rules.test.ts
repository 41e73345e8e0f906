import { describe, expect, it } from 'vitest';
import { run } from '../../../cli/commands/rules.ts';
import { rules } from '../../../rules/index.ts';
import { ran } from '../../support/command.ts';

describe('rules', () => {
  it('lists every rule', async () => {
    const { status, stdout } = await ran(run);
    expect(status).toBe(0);
    for (const { id } of rules) expect(stdout).toContain(id);
    expect(stdout).toContain(`${rules.length} rules;`);
  });

  it('gives them as JSON, all but the code', async () => {
    const { stdout } = await ran(run, '--format', 'json');
    const listed = JSON.parse(stdout).rules;
    expect(listed.map(({ id }: { id: string }) => id)).toEqual(rules.map(({ id }) => id));
    expect(listed[0]).not.toHaveProperty('evaluate');
  });

  it.each(rules.map(({ id }) => id))('%s is shown in full', async (id) => {
    const { status, stdout } = await ran(run, id);
    const rule = rules.find((each) => each.id === id);
    expect(status).toBe(0);
    for (const text of [rule?.title, rule?.rationale, rule?.guidance, rule?.references[0]]) {
      expect(stdout).toContain(text);
    }
    expect(stdout).not.toContain('undefined');
  });

  it('knows no other', async () => {
    const { status, stdout, stderr } = await ran(run, 'no-such-rule');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe('assay: there is no rule no-such-rule; `assay rules` lists them\n');
  });
});

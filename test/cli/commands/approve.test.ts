import { describe, expect, it } from 'vitest';
import { run } from '../../../cli/commands/approve.ts';
import { ran } from '../../support/command.ts';
import { deskKit } from '../remediation/kit.ts';

const desk = deskKit();
const approve = (...args: string[]) => ran(run, ...args);
const sent = () => JSON.parse(desk.asked[0]?.body ?? 'null');

describe('assay approve', () => {
  it('shows the plan where no hash is named', async () => {
    desk.answer(200, { plan: 'p', hash: 'h', state: 'asked', text: '- A: 1\n+ A: 2\n' });
    const { status, stdout } = await approve('p', '--desk', desk.url());
    expect(status).toBe(0);
    expect(sent()).toEqual({ do: 'show', plan: 'p' });
    expect(stdout).toContain('hash: h\n');
    expect(stdout).toContain('+ A: 2');
  });

  it('approves what has this hash, with a reason', async () => {
    process.env['ASSAY_DESK'] = desk.url();
    expect((await approve('p', '--hash', 'h', '--reason', 'CHG-1')).status).toBe(0);
    expect(sent()).toEqual({ do: 'approve', plan: 'p', hash: 'h', reason: 'CHG-1' });
  });

  it('rejects', async () => {
    expect((await approve('p', '--reject', '--reason', 'in use', '--desk', desk.url())).status).toBe(0);
    expect(sent()).toEqual({ do: 'reject', plan: 'p', reason: 'in use' });
  });

  it.each([
    [403, { refused: 'whoever asked for it cannot let it happen' }, 1, 'whoever asked'],
    [403, { Message: 'Forbidden' }, 1, 'Forbidden'],
    [409, { refused: 'the hash is of another plan' }, 1, 'another plan'],
    [502, 'Internal Server Error', 3, '502'],
  ])('a desk that says %i ends as it should', async (answer, body, status, words) => {
    desk.answer(answer, body);
    const ended = await approve('p', '--hash', 'h', '--reason', 'x', '--desk', desk.url());
    expect(ended.status).toBe(status);
    expect(ended.stderr).toContain(words);
  });

  it.each([
    ['no plan', []],
    ['two plans', ['p', 'q']],
    ['both answers', ['p', '--hash', 'h', '--reject', '--reason', 'x']],
    ['no reason', ['p', '--hash', 'h']],
    ['no desk', ['p', '--no-desk']],
    ['a desk that is no URL', ['p', '--desk', 'desk']],
  ])('ends with 2 for %s', async (_what, args) => {
    const url = args.includes('--desk') || args.includes('--no-desk') ? [] : ['--desk', desk.url()];
    const given = args.filter((arg) => arg !== '--no-desk');
    expect((await approve(...given, ...url)).status).toBe(2);
    expect(desk.asked).toEqual([]);
  });
});

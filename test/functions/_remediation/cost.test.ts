import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exchanges } from '../../../emulator/record.ts';
import { BUCKET_RULE, openBucket, remedied, SERVES_AI } from './kit.ts';

const page = readFileSync(new URL('../../../docs/remediation.md', import.meta.url), 'utf8');
const [, table = ''] = /<!-- remediation-cost -->\n([\s\S]*)<!-- \/remediation-cost -->/.exec(page) ?? [];

/** What the page says: line → [count, price of one, product]. */
const told = new Map(
  table
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .map(([, what = '', count = '', each = '', all = '']) => [
      what,
      [Number(count), Number(each.slice(1)), Number(all.replaceAll(/[$*]/g, ''))] as const,
    ]),
);

describe('the cost of a remediation', () => {
  it('is of what is counted in the emulator', async () => {
    const of = await remedied({ settings: SERVES_AI });
    const trigger = await of.triggerFor(BUCKET_RULE, await openBucket(of));
    const calls: string[] = [];
    exchanges.listener = ({ operation }) => void calls.push(operation);
    const { states, invocations } = await of.run(trigger);
    exchanges.listener = undefined;
    const count = (pattern: RegExp) => calls.filter((call) => pattern.test(call)).length;
    // A transition is a state that is left; the starter is a request besides.
    expect(told.get('Step Functions: state transitions')?.[0]).toBe(states.length);
    expect(told.get('Lambda: requests')?.[0]).toBe(invocations.length + 1);
    expect(told.get('SQS: requests')?.[0]).toBe(count(/^SendMessage/));
    // A plan is three units, of a kilobyte each.
    const writes = count(/^(PutItem|UpdateItem|DeleteItem)$/);
    expect(told.get('DynamoDB: write units')?.[0]).toBeGreaterThanOrEqual(writes);
    expect(told.get('DynamoDB: write units')?.[0]).toBeLessThanOrEqual(writes * 3);
  });

  it('adds up', () => {
    const lines = [...told].filter(([what]) => what !== '' && !what.startsWith('**'));
    const sum = lines.reduce((total, [, [count, each]]) => total + count * each, 0);
    expect(lines.length).toBe(5);
    const [whole] = [...told].filter(([what]) => what.startsWith('**')).map(([, [, , all]]) => all);
    expect(whole).toBeCloseTo(sum, 4);
  });
});

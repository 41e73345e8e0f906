import { readFile } from 'node:fs/promises';
import { chosenRules } from '../engine/settings.ts';
import { linesOf } from './costs/lines.ts';
import type { Line } from './costs/model.ts';
import { costTable, countTable } from './costs/tables.ts';
import type { Generated } from './generate.ts';

const PAGE = 'docs/costs.md';
/** Metrics that the alarms of a stack watch; held against the templates by test/docs/costs.test.ts. */
export const ALARM_METRICS = 74;

/** What is paid for with the rules and listers that there are. */
export async function costLines(): Promise<readonly Line[]> {
  // Generated themselves: not before it is their turn.
  const { rules } = await import('../rules/index.ts');
  const { listsOf } = await import('../infra/watched.ts');
  return linesOf({ lists: listsOf(chosenRules(rules, {}), ['us-east-1']).length, alarms: ALARM_METRICS });
}

/** The tables of the page on costs. */
export async function generateCosts(): Promise<Generated> {
  const text = await readFile(new URL(`../${PAGE}`, import.meta.url), 'utf8');
  const lines = await costLines();
  const withCosts = between(text, 'costs', costTable(lines));
  return { [PAGE]: between(withCosts, 'counts', countTable(lines)) };
}

const between = (text: string, name: string, table: string): string =>
  text.replace(
    new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
    (_, start: string, end: string) => `${start}${table}\n${end}`,
  );

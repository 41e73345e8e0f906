import { costOf, type Line, type Scenario } from './model.ts';

/** Small, middling, large. */
const SCENARIOS: readonly Scenario[] = [
  { changes: 1000, resources: 100 },
  { changes: 100_000, resources: 2000 },
  { changes: 10_000_000, resources: 20_000 },
];

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
const dollars = (value: number): string =>
  `$${value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2)}`;

/** What each line counts. */
export const countTable = (lines: readonly Line[]): string =>
  table(
    ['line', 'a change', 'a resource a day', 'an hour', 'a month', 'price of one'],
    lines.map(({ what, source, tiers, ...counts }) => [
      `[${what}](${source})`,
      ...[counts.perChange, counts.perResourceDay, counts.perHour, counts.perMonth].map((count) =>
        count === undefined ? '' : number(count),
      ),
      tiers.map(({ price }) => `$${Number(price.toPrecision(6))}`).join(', '),
    ]),
  );

/** What a month comes to. */
export function costTable(lines: readonly Line[]): string {
  const total = (name: string, counted: readonly Line[]) => [
    `**${name}**`,
    ...SCENARIOS.map((scenario) =>
      dollars(counted.reduce((sum, line) => sum + costOf(line, scenario).cost, 0)),
    ),
  ];
  return table(
    [
      'line',
      ...SCENARIOS.map(
        ({ changes, resources }) => `${number(changes)} changes, ${number(resources)} resources`,
      ),
    ],
    [
      ...lines.map((line) => [
        line.what,
        ...SCENARIOS.map((scenario) => {
          const { count, cost } = costOf(line, scenario);
          return `${number(count)} = ${dollars(cost)}`;
        }),
      ]),
      total('all', lines),
      total(
        'without AWS Config (`configRules: off`)',
        lines.filter(({ isConfig }) => !isConfig),
      ),
    ],
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

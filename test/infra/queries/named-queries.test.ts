import { describe, expect, it } from 'vitest';
import { COLUMNS, columnName, PARTITIONS } from '../../../infra/queries/evidence-table.ts';
import { namedQueries } from '../../../infra/queries/named-queries.ts';
import { rules } from '../../../rules/index.ts';

// What they answer is tried in test/oracles/queries, by a database that runs them.

const queries = namedQueries(rules);

describe('the queries', () => {
  it.each(queries)('$name is as short as Athena takes it, and says what its question marks are', (query) => {
    // https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateNamedQuery.html
    expect(query.sql.length).toBeLessThan(262_144);
    expect(query.description.length).toBeLessThan(1024);
    const [, asked = ''] = query.description.split('? ');
    expect(asked.split(/, | and /)).toHaveLength(query.sql.match(/\?/g)?.length ?? 0);
  });

  it.each(queries)('$name asks for days, and leaves out the first lines of segments', ({ sql }) => {
    expect(sql).toMatch(/day (?:<= \?|BETWEEN \? AND \?)/);
    expect(sql).toMatch(/kind (?:IN \('evaluation', 'deleted'\)|IS NOT NULL)/);
  });

  it('know every rule with every control that it supports', () => {
    const [controlMet] = queries;
    for (const { id, controls } of rules)
      for (const control of [...Object.keys(controls.published), ...controls.judged])
        expect(controlMet?.sql).toContain(`('${control.replaceAll("'", "''")}', '${id}')`);
  });

  it('name columns that the table has', () => {
    const known = new Set([...Object.keys(COLUMNS).map(columnName), ...PARTITIONS]);
    const byResource = queries.find(({ name }) => name === 'by-resource')?.sql ?? '';
    const [, list = ''] = /^SELECT ([\s\S]+?)\nFROM/.exec(byResource) ?? [];
    expect(list.split(/,\s*/).filter((column) => !known.has(column))).toEqual([]);
  });
});

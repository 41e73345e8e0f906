import { describe, expect, it } from 'vitest';
import type { Rule } from '../../engine/rule.ts';
import { type Framework, frameworks } from '../../frameworks/index.ts';
import { rules } from '../../rules/index.ts';
import { type CatalogueControl, catalogue } from '../../scripts/catalogue.ts';
import { coverageMatrix } from '../../scripts/coverage-matrix.ts';
import { ruleWith } from '../support/rule.ts';

const page = coverageMatrix(rules, catalogue());
const rowOf = (text: string, control: string): string | undefined =>
  text.split('\n').find((line) => line.startsWith(`| ${control} |`));

const mapped = (controls: Rule['controls']): Rule => ruleWith(undefined, { id: 'mapped', controls });

describe('the coverage matrix', () => {
  it('has a row for every control of every framework, a rule or none', () => {
    const [, ...sections] = page.split('\n## ');
    for (const { name, edition, controls } of Object.values<Framework>(frameworks)) {
      const section = sections.find((each) => each.startsWith(`${name}, ${edition}\n`)) ?? '';
      for (const id of Object.keys(controls)) expect([name, id, rowOf(section, id)]).not.toContain(undefined);
    }
  });

  it('tells the source of every mapping of every rule, or that it is judged', () => {
    const told = [
      ...page.matchAll(
        /\[([a-z0-9-]+)\]\(rules\/\1\.md\) \((\*judged\*|[^*;]+?\)?)(?:; advisory[^)]*)?\)(?:,| \|)/g,
      ),
    ];
    const expected = rules.flatMap(({ controls }) => [
      ...Object.values(controls.published),
      ...controls.judged.map(() => '*judged*'),
    ]);
    expect(told.length).toBe(expected.length);
    expect(told.map(([, , source]) => source).sort()).toEqual(expected.sort());
  });

  it('shows which controls have no rule, above their framework and in their row', () => {
    const text = coverageMatrix([mapped({ published: {}, judged: ['owasp_llm_2025:LLM01:2025'] })], []);
    expect(rowOf(text, 'LLM01:2025')).toBe(
      '| LLM01:2025 | Prompt Injection | [mapped](rules/mapped.md) (*judged*) |',
    );
    expect(rowOf(text, 'LLM02:2025')).toMatch(/\| \*not covered\* \|$/);
    expect(text).toContain('Without a rule: LLM02:2025, LLM03:2025');
    expect(text).toContain('| OWASP Top 10 for LLM Applications, 2025 | 10 | 0 | 1 | 9 |');
  });

  it('counts no rule that is advisory, and shows it', () => {
    const advisory = ruleWith(undefined, {
      id: 'told',
      profile: 'advisory',
      controls: { published: {}, judged: ['owasp_llm_2025:LLM01:2025'] },
    });
    const text = coverageMatrix([advisory], []);
    expect(rowOf(text, 'LLM01:2025')).toMatch(/\[told\].*advisory.*\*not covered\* \|$/);
    expect(text).toContain('| OWASP Top 10 for LLM Applications, 2025 | 10 | 0 | 0 | 10 |');
  });

  it('names a publication, and where it stands', () => {
    const published = { 'owasp_llm_2025:LLM01:2025': 'prowler some_check' };
    const text = coverageMatrix([mapped({ published, judged: [] })], []);
    expect(rowOf(text, 'LLM01:2025')).toContain('(prowler some_check)');
    expect(text).toContain('| OWASP Top 10 for LLM Applications, 2025 | 10 | 1 | 0 | 9 |');
    expect(rowOf(text, 'prowler')).toContain('https://github.com/prowler-cloud/prowler');
  });

  it('refuses a publication that nobody can look up', () => {
    const published = { 'owasp_llm_2025:LLM01:2025': 'hearsay' };
    expect(() => coverageMatrix([mapped({ published, judged: [] })], [])).toThrow(
      /"hearsay" is no known publication/,
    );
  });

  it('lists the checks of the catalogue that nobody has written yet', () => {
    const check = { id: 'missing', title: 'a | b', resourceType: 'T' } as CatalogueControl;
    const text = coverageMatrix([], [check]);
    expect(text).toContain('0 of the 1 checks');
    expect(text).toContain('| `missing` | a \\| b | `T` |');
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unknown } from '../../resources/resource.ts';
import { rules as indexed } from '../../rules/index.ts';
import { catalogue } from '../../scripts/catalogue.ts';
import { loadRules, ruleFiles } from '../../scripts/rule-files.ts';
import { articles, type Surroundings } from '../support/constitution.ts';
import { judgeWith } from '../support/judge-rule.ts';
import { exceptions } from '../support/safe-absences.ts';
import { spotsOf } from '../support/spots.ts';

// The constitution: what every rule owes, with a line that says what to write where one does not.

const rules = await loadRules();
const files = ruleFiles();
const controls = new Map(catalogue().map((control) => [control.id, control]));
const table = rules.map((rule, index) => ({ id: rule.id, rule, file: files[index] }));

describe('every rule', () => {
  it('is in the index, and nothing else is', () => {
    expect(
      indexed.map(({ id }) => id),
      'run `npm run generate`',
    ).toEqual(rules.map(({ id }) => id));
  });

  it('has an id of its own, old ones included', () => {
    const ids = rules.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('leaves it to the settings whether it is in shadow', () => {
    expect(rules.filter((rule) => 'shadow' in rule).map(({ id }) => id)).toEqual([]);
  });

  it('has a title of its own', () => {
    const titles = rules.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  describe.each(table)('$id', ({ rule, file }) => {
    if (!file) throw new Error(`${rule.id} has no file`);
    const page = `docs/rules/${rule.id}.md`;
    const around: Surroundings = {
      file,
      control: controls.get(rule.id),
      hasFile: existsSync,
      page: existsSync(page) ? readFileSync(page, 'utf8') : undefined,
    };

    it.each(Object.entries(articles))('%s', (_, article) => {
      expect(article(rule, around)).toEqual([]);
    });
  });
});

describe('the exceptions of the constitution', () => {
  const named = exceptions.flatMap(({ kind, reasons }) =>
    Object.entries(reasons).flatMap(([id, paths]) => Object.keys(paths).map((path) => ({ kind, id, path }))),
  );

  it.each(named)('$id still needs the one for the $kind of $path', ({ kind, id, path }) => {
    const rule = indexed.find((each) => each.id === id);
    if (!rule) throw new Error(`${id} is no rule: take it out of test/support/safe-absences.ts`);
    const { compliant, nonCompliant } = rule.examples;
    const spots = (kind === 'absence' ? nonCompliant : compliant)
      .flatMap(spotsOf)
      .filter((spot) => spot.path === path);
    const passes = spots.map(({ without, holding }) =>
      judgeWith(rule, kind === 'absence' ? without : holding(unknown('hidden'))),
    );
    expect(passes.map(({ verdict }) => verdict.status)).toContain('COMPLIANT');
  });
});

import { describe, expect, it } from 'vitest';
import { FORMAT_NAMES, formatOf } from '../../../cli/report/formats.ts';
import { assessmentWith, findingWith } from '../../reports/small-assessment.ts';

const failing = findingWith('NON_COMPLIANT');

/** What only this format begins with. */
const BEGINNINGS: Readonly<Record<(typeof FORMAT_NAMES)[number], RegExp>> = {
  html: /^<!doctype html>/,
  json: /^\{\s*"schema": "assay\.assessment\/1"/,
  csv: /^finding_id,rule,/,
  asff: /"SchemaVersion":\s*"2018-10-08"/,
  oscal: /^\{\s*"assessment-results":/,
  'oscal-components': /^\{\s*"component-definition":/,
  ocsf: /^\{.*"class_uid":2003/,
};

describe('the formats of a report', () => {
  it.each(FORMAT_NAMES)('has %s, which begins as such', async (name) => {
    const text = (await formatOf(name))(assessmentWith([failing]));
    expect(text).toMatch(BEGINNINGS[name]);
    expect(text.endsWith('\n')).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { remediations } from '../../remediations/index.ts';
import { rules } from '../../rules/index.ts';

const ruleOf = (id: string) => rules.find((rule) => rule.id === id);

describe('every remediation', () => {
  it('has an id of its own', () => {
    expect(new Set(remediations.map(({ id }) => id)).size).toBe(remediations.length);
  });

  it('is the only one for its rules on its type', () => {
    const pairs = remediations.flatMap(({ repairs, resourceType }) =>
      repairs.map((rule) => `${rule} ${resourceType}`),
    );
    expect(pairs.toSorted()).toEqual([...new Set(pairs)].toSorted());
  });

  it.each(
    remediations.map((each) => [each.id, each] as const),
  )('%s holds what it declares', (_id, remediation) => {
    const { repairs, resourceType, permissions, references, title, breaks } = remediation;
    for (const rule of repairs) expect([resourceType, '*']).toContain(ruleOf(rule)?.resourceType);
    expect(permissions).toEqual([...new Set(permissions)].toSorted());
    for (const action of permissions) expect(action).toMatch(/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/);
    for (const url of references) expect(url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(breaks).toMatch(/\.$/);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ofType, synthesize } from '../infra/kit.ts';

const page = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');

/** Heading → text of the section; headings that stand for no alarm left out. */
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((part) => [part.split('\n')[0] ?? '', part] as const)
    .filter(([heading]) => heading !== 'Where to look'),
);

// With an organization, so that no construct is left out.
const organization = { id: 'o-a1b2c3d4e5', accounts: ['222233334444'], externalId: 'f00dfeed' };
const alarms = Object.values(synthesize({ account: '111122223333', organization })).flatMap((template) =>
  ofType(template, 'AWS::CloudWatch::Alarm'),
);

const linked = new Set(
  alarms.map(([, { Properties }]) => String(Properties['AlarmDescription']).split('#')[1] ?? ''),
);

describe('the runbook', () => {
  it('has a section for every alarm of the templates, and none without an alarm', () => {
    expect(alarms.length).toBeGreaterThan(40);
    expect([...sections.keys()].toSorted()).toEqual([...linked].toSorted());
  });

  it.each([
    ...sections,
  ])('says of %s what it means, where to look, what to do and how to redrive', (_, text) => {
    const parts = [...text.matchAll(/^\*\*(\w+)\.\*\*/gm)].map(([, name]) => name);
    expect(parts).toEqual(['Meaning', 'Look', 'Do', 'Redrive']);
  });

  it('links to sections that are there', () => {
    const anchors = [...page.matchAll(/\]\(#([a-z-]+)\)/g)].map(([, anchor = '']) => anchor);
    expect(anchors.length).toBeGreaterThan(0);
    expect(anchors.filter((anchor) => !sections.has(anchor))).toEqual([]);
  });
});

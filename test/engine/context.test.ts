import { describe, expect, it } from 'vitest';
import { createJudge, type Followed, isolated, type Neighbourhood } from '../../engine/judge.ts';
import { compliant, type Rule } from '../../engine/rule.ts';
import type { ReadFact } from '../../engine/trace.ts';
import { type JsonObject, type Resource, unknown } from '../../resources/resource.ts';
import { resourceOf } from '../support/resource.ts';
import { ruleWith } from '../support/rule.ts';

const TYPE = 'AWS::SageMaker::NotebookInstance';
const ROLE = 'AWS::IAM::Role';
const alone = isolated('out of reach');

const judge = (rule: Rule) =>
  createJudge({
    rules: [rule],
    shapeOf: () => undefined,
    definitionOf: () => undefined,
    isAiType: () => true,
  });

/** What the rule's reads tell, and what came of them. */
function watched(rule: Rule, properties: JsonObject, neighbourhood: Neighbourhood = alone) {
  const facts: ReadFact[] = [];
  const followed: Resource[] = [];
  const [judgement] = judge(rule).judge(resourceOf(TYPE, properties), neighbourhood, {
    onRead: (_rule, fact) => facts.push(fact),
    onFollow: (resource) => followed.push(resource),
  });
  return {
    facts: facts.filter(({ path }) => path.includes('→') || path === 'referrers'),
    followed,
    judgement,
  };
}

const leadingTo = (found: Followed): Neighbourhood => ({ ...alone, follow: () => found });

const needs = { role: { path: 'RoleArn', type: ROLE } } as const;
const readsRole = ruleWith(
  (_resource, { related }) => {
    for (const role of related('role')) Reflect.get(role.read(), 'RoleName');
    return compliant;
  },
  { needs },
);

describe('what a reference leads to', () => {
  it('is told as it is read, under the name that the rule gives it', () => {
    const role = resourceOf(ROLE, { RoleName: 'runner', Path: '/' });
    const { facts, followed } = watched(readsRole, { RoleArn: 'r' }, leadingTo({ resource: role }));
    expect(facts).toEqual([{ path: 'role → RoleName', value: 'runner' }]);
    expect(followed).toEqual([role]);
  });

  it.each<[string, Followed]>([
    ['it is out of reach', { unreadable: 'access denied' }],
    ['it cannot be read', { resource: resourceOf(ROLE, {}, { unreadable: 'access denied' }) }],
    [
      'not one property of it can be told',
      { resource: { ...resourceOf(ROLE), properties: unknown('access denied') } },
    ],
  ])('is told with the reason where %s', (_name, found) => {
    const { facts, followed, judgement } = watched(readsRole, { RoleArn: 'r' }, leadingTo(found));
    expect(facts).toEqual([{ path: 'role → r', unreadable: 'access denied' }]);
    expect(followed).toEqual([]);
    expect(judgement?.verdict).toEqual({ status: 'INSUFFICIENT_DATA', because: 'access denied' });
  });

  it('is asked for by reference, type and resource', () => {
    const asked: unknown[] = [];
    const neighbourhood: Neighbourhood = {
      ...alone,
      follow: (...question) => {
        asked.push(question);
        return { unreadable: 'x' };
      },
    };
    watched(readsRole, { RoleArn: 'r' }, neighbourhood);
    expect(asked).toEqual([['r', ROLE, resourceOf(TYPE, { RoleArn: 'r' })]]);
  });

  it('is asked for of texts alone', () => {
    const found: string[] = [];
    const lists = ruleWith(
      (_resource, { related }) => {
        found.push(...related('roles').map(({ reference }) => reference));
        return compliant;
      },
      { needs: { roles: { path: 'Roles[]', type: ROLE } } },
    );
    watched(lists, { Roles: ['a', '', 7, {}, 'b'] });
    expect(found).toEqual(['a', 'b']);
  });

  it('is a fault of a rule that looks around, and has no needs', () => {
    const careless: Rule = { ...ruleWith(readsRole.evaluate), referencedBy: true };
    const { judgement } = watched(careless, {});
    expect(judgement?.fault?.message).toBe('rule test-rule asks for role, which its needs do not name');
  });
});

describe('who refers to it', () => {
  const asks = ruleWith(
    (_resource, { referrers }) => {
      referrers();
      return compliant;
    },
    { referencedBy: true },
  );

  it('is told', () => {
    const { facts } = watched(asks, {}, { ...alone, referrers: () => ['an agent'] });
    expect(facts).toEqual([{ path: 'referrers', value: ['an agent'] }]);
  });

  it('is told with the reason where it cannot be known', () => {
    const { facts } = watched(asks, {});
    expect(facts).toEqual([{ path: 'referrers', unreadable: 'out of reach' }]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJudge, isolated, type Judge, type Neighbourhood } from '../../engine/judge.ts';
import { compliant, each, nonCompliant, type Rule } from '../../engine/rule.ts';
import type { ReadFact } from '../../engine/trace.ts';
import { defineResource } from '../../resources/definition.ts';
import { type Json, type JsonObject, unknown } from '../../resources/resource.ts';
import type { TypeShape } from '../../resources/shape.ts';
import { resourceOf } from '../support/resource.ts';
import { ruleWith } from '../support/rule.ts';

const TYPE = 'AWS::SageMaker::NotebookInstance';
const shape: TypeShape = { members: { Flag: 'boolean', List: ['string'], Name: 'string', Free: 'json' } };
const definition = defineResource({
  type: TYPE,
  service: 'sagemaker',
  role: 'ai',
  readOnly: { Status: 'string', Owner: 'string' },
  declared: { Owner: 'CUSTOMER' },
});
const alone = isolated('out of reach');

const judgeOf = (rules: readonly Rule[], parameters = {}): Judge =>
  createJudge({
    rules,
    shapeOf: () => shape,
    definitionOf: (type) => (type === TYPE ? definition : undefined),
    isAiType: (type) => type === TYPE,
    parameters,
  });

const judged = (rule: Rule, properties: JsonObject, more = {}, neighbourhood: Neighbourhood = alone) =>
  judgeOf([rule]).judge(resourceOf(TYPE, properties, more), neighbourhood)[0];

const flagMustBeSet = ruleWith(({ properties: { Flag } }) =>
  Flag === true ? compliant : nonCompliant({ path: 'Flag', expected: true, actual: (Flag ?? null) as Json }),
);

describe('what a rule reads', () => {
  it.each([
    [{ Flag: true }, 'COMPLIANT'],
    [{ Flag: 'true' }, 'COMPLIANT'],
    [{ Flag: false }, 'NON_COMPLIANT'],
    [{}, 'NON_COMPLIANT'],
    [{ Flag: null }, 'NON_COMPLIANT'],
    [{ Flag: unknown('later') }, 'INSUFFICIENT_DATA'],
    [{ Flag: 'maybe' }, 'INSUFFICIENT_DATA'],
    [{ Flag: {} }, 'INSUFFICIENT_DATA'],
  ])('%j gives %s', (properties, status) => {
    const judgement = judged(flagMustBeSet, properties);
    expect(judgement?.verdict.status).toBe(status);
    expect(judgement?.fault).toBeUndefined();
  });

  it('is INSUFFICIENT_DATA where not one property can be told', () => {
    const judgement = judged(flagMustBeSet, unknown('a macro makes it'));
    expect(judgement?.verdict).toEqual({ status: 'INSUFFICIENT_DATA', because: 'a macro makes it' });
  });

  it('is INSUFFICIENT_DATA, with the reason, where the whole resource is unreadable', () => {
    const judgement = judged(flagMustBeSet, { Flag: true }, { unreadable: 'access denied' });
    expect(judgement?.verdict).toEqual({ status: 'INSUFFICIENT_DATA', because: 'access denied' });
  });
});

describe('a rule that throws', () => {
  it.each([
    ['an error', new TypeError('defect')],
    ['something else', 'a text'],
  ])('%s is INSUFFICIENT_DATA and a fault', (_name, thrown) => {
    const rule = ruleWith(() => {
      throw thrown;
    });
    const judgement = judged(rule, {});
    expect(judgement?.verdict.status).toBe('INSUFFICIENT_DATA');
    expect(judgement?.fault).toBeInstanceOf(Error);
  });

  it.each([
    [new TypeError('defect'), 'defect'],
    ['a text', 'rule threw a text'],
  ])('says what it threw: %s', (thrown, message) => {
    const judgement = judged(
      ruleWith(() => {
        throw thrown;
      }),
      {},
    );
    expect(judgement?.fault?.message).toBe(message);
    expect(judgement?.verdict).toMatchObject({ because: `the rule failed: ${message}` });
  });

  it('does not keep the others from judging', () => {
    const broken = ruleWith(() => {
      throw new Error('defect');
    });
    const verdicts = judgeOf([broken, flagMustBeSet]).judge(resourceOf(TYPE, { Flag: true }), alone);
    expect(verdicts.map(({ verdict }) => verdict.status)).toEqual(['INSUFFICIENT_DATA', 'COMPLIANT']);
  });
});

describe('members that only the account knows', () => {
  const rule = ruleWith(({ properties: { Status } }) =>
    Status === undefined ? nonCompliant({ path: 'Status', expected: 'x', actual: null }) : compliant,
  );

  it.each([
    ['live', 'NON_COMPLIANT'],
    ['state', 'NON_COMPLIANT'],
    ['template', 'INSUFFICIENT_DATA'],
    ['plan', 'INSUFFICIENT_DATA'],
    ['event', 'INSUFFICIENT_DATA'],
  ] as const)('absent in a %s source: %s', (source, status) => {
    expect(judged(rule, {}, { source })?.verdict.status).toBe(status);
  });

  it.each([
    ['__proto__', '{"__proto__": {"Status": "InService"}, "Flag": true}'],
    [
      '__proto__, beside what is unknown',
      '{"__proto__": {"Status": "InService"}, "Flag": {"$unknown": "x"}}',
    ],
    ['constructor', '{"constructor": {"prototype": {"Status": "InService"}}}'],
  ])('cannot be slipped in under the name of %s', (_name, text) => {
    expect(judged(rule, JSON.parse(text), { source: 'template' })?.verdict.status).toBe('INSUFFICIENT_DATA');
  });

  it('count where a template has them all the same', () => {
    expect(judged(rule, { Status: 'x' }, { source: 'template' })?.verdict.status).toBe('COMPLIANT');
    const beside = { Status: 'x', Flag: unknown('later') };
    expect(judged(rule, beside, { source: 'template' })?.verdict.status).toBe('COMPLIANT');
  });

  it('lead on to other resources, or are unknown', () => {
    const follows = ruleWith(
      (_resource, { related }) => (related('owner').length > 0 ? compliant : compliant),
      {
        needs: { owner: { path: 'Status', type: TYPE } },
      },
    );
    expect(judged(follows, {}, { source: 'template' })?.verdict.status).toBe('INSUFFICIENT_DATA');
    expect(judged(follows, {}, { source: 'live' })?.verdict.status).toBe('COMPLIANT');
  });

  it('are certain where the declaration itself decides them', () => {
    const ownerRule = ruleWith(({ properties: { Owner } }) =>
      Owner === 'CUSTOMER' ? compliant : nonCompliant({ path: 'Owner', expected: 'CUSTOMER', actual: null }),
    );
    expect(judged(ownerRule, {}, { source: 'template' })?.verdict.status).toBe('COMPLIANT');
  });
});

describe('rules for every AI resource', () => {
  const universal = ruleWith(() => compliant, { resourceType: '*' });

  it('judge AI types and no others', () => {
    const judge = judgeOf([universal]);
    expect(judge.rulesFor(TYPE)).toEqual([universal]);
    expect(judge.rulesFor('AWS::S3::Bucket')).toEqual([]);
    expect(judge.judge(resourceOf('AWS::S3::Bucket'), alone)).toEqual([]);
  });

  it('judge an unreadable one too, for they read no properties', () => {
    expect(judged(universal, {}, { unreadable: 'access denied' })?.verdict.status).toBe('COMPLIANT');
  });
});

describe('what is asked', () => {
  const counted = () => {
    const asked: string[] = [];
    const judge = createJudge({
      rules: [flagMustBeSet],
      shapeOf: (type) => {
        asked.push(`shape of ${type}`);
        return shape;
      },
      definitionOf: () => undefined,
      isAiType: (type) => {
        asked.push(type);
        return true;
      },
    });
    return { asked, judge };
  };

  it('which rules judge a type, is asked once', () => {
    const { asked, judge } = counted();
    judge.rulesFor(TYPE);
    judge.judge(resourceOf(TYPE), alone);
    judge.judge(resourceOf(TYPE), alone);
    expect(asked.filter((type) => type === TYPE)).toHaveLength(1);
  });

  it('of a resource that no rule judges, is nothing', () => {
    const { asked, judge } = counted();
    expect(judge.judge(resourceOf('AWS::S3::Bucket'), alone)).toEqual([]);
    expect(asked).toEqual(['AWS::S3::Bucket']);
  });

  it('of the properties, is told with the rule that asks', () => {
    const told: unknown[] = [];
    const [judgement] = judgeOf([flagMustBeSet]).judge(resourceOf(TYPE, { Flag: 'true' }), alone, {
      onRead: (...fact) => told.push(fact),
    });
    expect(told).toEqual([[flagMustBeSet, { path: 'Flag', value: true }]]);
    expect(judgement?.verdict).toBe(compliant);
  });
});

describe('what a reference leads to', () => {
  const rule = ruleWith(
    (_resource, { related }) =>
      each(related('role'), (role) =>
        Reflect.get(role.read(), 'Flag') === true
          ? undefined
          : { path: 'Role', expected: true, actual: null },
      ),
    { needs: { role: { path: 'Name', type: TYPE } } },
  );
  const leadingTo = (properties: JsonObject, more = {}): Neighbourhood => ({
    ...alone,
    follow: () => ({ resource: resourceOf(TYPE, properties, more) }),
  });

  it.each<[string, JsonObject, Neighbourhood, string]>([
    ['is read', { Name: 'r' }, leadingTo({ Flag: 'true' }), 'COMPLIANT'],
    ['may be at fault', { Name: 'r' }, leadingTo({ Flag: false }), 'NON_COMPLIANT'],
    ['may hold what nobody can read', { Name: 'r' }, leadingTo({ Flag: [] }), 'INSUFFICIENT_DATA'],
    ['may be out of reach', { Name: 'r' }, alone, 'INSUFFICIENT_DATA'],
    ['may be denied', { Name: 'r' }, leadingTo({}, { unreadable: 'access denied' }), 'INSUFFICIENT_DATA'],
    ['may itself be unknown', { Name: unknown('later') }, leadingTo({ Flag: true }), 'INSUFFICIENT_DATA'],
    ['is nothing where there is none', {}, alone, 'COMPLIANT'],
  ])('%s', (_name, properties, neighbourhood, status) => {
    const judgement = judged(rule, properties, {}, neighbourhood);
    expect(judgement?.verdict.status).toBe(status);
    expect(judgement?.fault).toBeUndefined();
  });

  it('is a fault of the rule where its needs do not name it', () => {
    const careless = ruleWith(
      (_resource, { related }) => (related('nothing').length ? compliant : compliant),
      { needs: { key: { path: 'KmsKeyId', type: 'AWS::KMS::Key' } } },
    );
    expect(judged(careless, {})?.fault?.message).toContain('needs');
  });

  it('is a fault of the rule where it declares no needs at all', () => {
    const careless = ruleWith((_resource, { related }) =>
      related('nothing').length ? compliant : compliant,
    );
    expect(judged(careless, {})?.fault?.message).toContain('needs');
  });
});

describe('who refers to it', () => {
  const asks: Rule['evaluate'] = (_resource, { referrers }) =>
    referrers().length > 0 ? compliant : nonCompliant({ path: 'P', expected: 1, actual: 0 });
  const rule = ruleWith(asks, { referencedBy: true });

  it('is a fault of the rule where it does not say that it depends on it', () => {
    expect(judged(ruleWith(asks), {})?.fault?.message).toContain('referencedBy');
  });

  it('is INSUFFICIENT_DATA where that cannot be known', () => {
    expect(judged(rule, {})?.verdict).toEqual({ status: 'INSUFFICIENT_DATA', because: 'out of reach' });
    expect(judged(rule, {}, {}, { ...alone, referrers: () => ['an agent'] })?.verdict.status).toBe(
      'COMPLIANT',
    );
  });
});

describe('parameters', () => {
  const rule = ruleWith(
    (_resource, { parameters }) =>
      nonCompliant({ path: 'P', expected: parameters['days'] as Json, actual: null }),
    {
      parameters: { days: { kind: 'number', description: 'how many', default: 90 } },
    },
  );

  it.each([
    [{}, 90],
    [{ 'test-rule': { days: 30 } }, 30],
    [{ 'test-rule': { days: 0 } }, 0],
    [{ 'other-rule': { days: 30 } }, 90],
  ])('%j', (parameters, days) => {
    const [judgement] = judgeOf([rule], parameters).judge(resourceOf(TYPE), alone);
    expect(judgement?.verdict).toMatchObject({ observations: [{ expected: days }] });
  });
});

describe('observations', () => {
  const shows = ruleWith(({ properties: { Free } }) =>
    nonCompliant({ path: 'Free', expected: null, actual: Free as Json }),
  );

  it('are plain data, even where a rule shows a tree with something unknown in it', () => {
    const judgement = judged(shows, { Free: { a: [1, unknown('later')], b: 'x' } });
    expect(JSON.parse(JSON.stringify(judgement?.verdict))).toEqual({
      status: 'NON_COMPLIANT',
      observations: [
        { path: 'Free', expected: null, actual: { a: [1, { $unknown: 'Free.a[1]: later' }], b: 'x' } },
      ],
    });
  });

  it('have null where a rule shows what is absent', () => {
    expect(judged(shows, {})?.verdict).toMatchObject({ observations: [{ actual: null }] });
  });

  it('tell a tracer nothing after the verdict', () => {
    const facts: ReadFact[] = [];
    const [judgement] = judgeOf([shows]).judge(resourceOf(TYPE, { Free: { a: 1 } }), alone, {
      onRead: (_rule, fact) => facts.push(fact),
    });
    const before = facts.length;
    JSON.stringify(judgement);
    expect(facts).toHaveLength(before);
  });
});

describe('any properties', () => {
  // A rule that needs every member to be good, and knows no other word than the two.
  const strict = ruleWith(({ properties: { Flag, List, Name } }) => {
    const list = (List ?? []) as readonly string[];
    const isGood = Flag === true && list.every((element) => element.startsWith('a')) && Name === 'good';
    return isGood ? compliant : nonCompliant({ path: 'all', expected: null, actual: null });
  });
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(unknown('later'), true, 'good', ['a']),
  ) as fc.Arbitrary<Json>;

  it('never make the judge throw, nor an unknown COMPLIANT', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('Flag', 'List', 'Name', '__proto__', 'constructor'), value),
        (properties) => {
          const judgement = judged(strict, properties);
          expect(judgement?.fault).toBeUndefined();
          if (judgement?.verdict.status !== 'COMPLIANT') return;
          expect(String(properties['Flag']).trim().toLowerCase()).toBe('true');
          expect(properties['Name']).toBe('good');
          expect(JSON.stringify(properties['List'] ?? [])).not.toMatch(/\$unknown|null/);
        },
      ),
      { numRuns: 500 },
    );
  });
});

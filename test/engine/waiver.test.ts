import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globToRegExp, noWaivers, type Waiver, type WaiverScope, waiversOf } from '../../engine/waiver.ts';
import { resourceOf } from '../support/resource.ts';
import { ruleWith } from '../support/rule.ts';

const rule = ruleWith(undefined, { aliases: ['old-name'] });
const arn = 'arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/example';
const resource = resourceOf(
  'AWS::SageMaker::NotebookInstance',
  {},
  { arn, file: '/repo/infra/template.json' },
);

const waiverWith = (more: Partial<Waiver> = {}): Waiver => ({
  rule: 'test-rule',
  scope: { resource: 'example' },
  owner: 'team',
  requester: 'ann',
  approver: 'bob',
  ticket: 'SEC-1',
  reason: 'needed for the pilot',
  approved: '2026-01-01',
  expires: '2026-06-30',
  ...more,
});

const NOON = '2026-03-01T12:00:00.000Z';
const at = (now: string, ...waivers: Waiver[]) =>
  waiversOf(waivers, { now, maxDays: 365, pathOf: (file) => file.replace('/repo/', '') });

describe('what a waiver covers', () => {
  it.each<[string, WaiverScope, boolean]>([
    ['its id', { resource: 'example' }, true],
    ['its ARN', { resource: arn }, true],
    ['a pattern of its ARN', { resource: 'arn:aws:sagemaker:*:notebook-instance/exam*' }, true],
    ['one character', { resource: 'exampl?' }, true],
    ['part of an id', { resource: 'exam' }, false],
    ['its type', { type: 'AWS::SageMaker::*' }, true],
    ['another type', { type: 'AWS::Bedrock::*' }, false],
    ['its account', { account: '111122223333' }, true],
    ['another account', { account: '444455556666' }, false],
    ['its Region', { region: 'eu-*' }, true],
    ['all that is given, not some', { resource: 'example', region: 'us-east-1' }, false],
    ['the file as it was typed', { file: '/repo/infra/template.json' }, true],
    ['the file from where the waivers lie', { file: 'infra/template.json' }, true],
    ['files of a folder', { file: 'infra/*' }, true],
    ['another file of that name', { file: 'template.json' }, false],
  ])('%s', (_name, scope, expected) => {
    expect(at(NOON, waiverWith({ scope })).match(rule, resource) !== null).toBe(expected);
  });

  it('the file as it was typed, where nobody says from where the waivers lie', () => {
    const options = { now: NOON, maxDays: 365 };
    const [typed, relative] = ['/repo/infra/template.json', 'infra/template.json'].map((file) =>
      waiversOf([waiverWith({ scope: { file } })], options).match(rule, resource),
    );
    expect(typed).not.toBeNull();
    expect(relative).toBeNull();
  });

  it('nothing of a rule of another name that has no older one', () => {
    const another = ruleWith(undefined, { id: 'another-rule' });
    expect(at(NOON, waiverWith()).match(another, resource)).toBeNull();
  });

  it('what is not known matches no pattern', () => {
    const bare = resourceOf('T', {}, { account: null, region: null });
    for (const scope of [{ account: '*' }, { region: '*' }, { file: '*' }]) {
      expect(at(NOON, waiverWith({ scope })).match(rule, bare)).toBeNull();
    }
  });

  it.each([
    ['test-rule', true],
    ['old-name', true],
    ['other-rule', false],
    ['test-*', false],
  ])('rule %s: %s', (id, expected) => {
    expect(at(NOON, waiverWith({ rule: id })).match(rule, resource) !== null).toBe(expected);
  });

  it('the one that ends last speaks', () => {
    const waivers = at(NOON, waiverWith(), waiverWith({ expires: '2026-12-01', ticket: 'SEC-2' }));
    expect(waivers.match(rule, resource)).toEqual({
      owner: 'team',
      approver: 'bob',
      ticket: 'SEC-2',
      reason: 'needed for the pilot',
      expires: '2026-12-01',
    });
    expect(waivers.report()).toEqual([]);
  });
});

describe('when a waiver holds', () => {
  it.each<[string, string, string | undefined]>([
    ['the last moment before', '2025-12-31T23:59:59.999Z', 'not-yet-approved'],
    ['its first moment', '2026-01-01T00:00:00.000Z', undefined],
    ['its last moment', '2026-06-30T23:59:59.999Z', undefined],
    ['the first moment after', '2026-07-01T00:00:00.000Z', 'expired'],
  ])('%s', (_name, now, problem) => {
    const waivers = at(now, waiverWith());
    expect(waivers.match(rule, resource) === null).toBe(problem !== undefined);
    expect(waivers.report().map((report) => report.problem)).toEqual(problem ? [problem] : []);
  });

  it.each([
    ['2027-01-01', undefined],
    ['2027-01-02', 'over-long'],
  ])('at most 365 days: until %s', (expires, problem) => {
    const waivers = at(NOON, waiverWith({ expires }));
    expect(waivers.match(rule, resource) === null).toBe(problem !== undefined);
    expect(waivers.report().map((report) => report.problem)).toEqual(problem ? [problem] : []);
  });
});

describe('what is reported', () => {
  it('names those that matched nothing', () => {
    const [used, unused] = [waiverWith(), waiverWith({ scope: { resource: 'nothing' } })];
    const waivers = at(NOON, used, unused);
    waivers.match(rule, resource);
    expect(waivers.report()).toMatchObject([{ waiver: unused, problem: 'unused' }]);
  });

  it.each<[Partial<Waiver>, string]>([
    [{}, 'it matched no finding; remove it'],
    [{ approved: '2026-03-02' }, 'it is approved as of 2026-03-02 only'],
    [{ expires: '2027-01-02' }, 'it lasts 366 days, at most 365 are allowed; not applied'],
    [{ expires: '2026-02-28' }, 'it ended on 2026-02-28; fix the resource or ask again'],
  ])('says why: %j', (more, because) => {
    expect(at(NOON, waiverWith(more)).report()).toMatchObject([{ because }]);
  });

  it('is nothing where there are no waivers', () => {
    expect(noWaivers.match(rule, resource)).toBeNull();
    expect(noWaivers.report()).toEqual([]);
    expect(noWaivers.endingWithin(365)).toEqual([]);
  });

  it('names an expired one once, used or not', () => {
    const waivers = at('2030-01-01T00:00:00Z', waiverWith());
    waivers.match(rule, resource);
    expect(waivers.report()).toMatchObject([
      { problem: 'expired', because: expect.stringContaining('2026-06-30') },
    ]);
  });

  it.each([
    [121, 1],
    [120, 0],
  ])('what ends within %i days of the first of March', (days, count) => {
    const waivers = at(NOON, waiverWith(), waiverWith({ expires: '2026-02-01' }));
    expect(waivers.endingWithin(days)).toHaveLength(count);
  });
});

describe('patterns', () => {
  it('are made once, however many resources they are held against', () => {
    expect(globToRegExp('once-*')).toBe(globToRegExp('once-*'));
  });

  it('take many stars for one, which a hundred of them must not make slow', () => {
    expect(globToRegExp(`a${'*'.repeat(100)}b`)).toEqual(globToRegExp('a*b'));
  });

  it('take every character but * and ? as itself', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const literal = text.replaceAll(/[*?]/g, '');
        expect(globToRegExp(literal).test(literal)).toBe(true);
        expect(globToRegExp(literal).test(`${literal}x`)).toBe(false);
        expect(globToRegExp(`${literal}*`).test(`${literal}\nand more`)).toBe(true);
        expect(globToRegExp(`?${literal}`).test(literal)).toBe(false);
      }),
    );
  });
});

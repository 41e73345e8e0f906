import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy, readPolicy } from '../../../engine/iam/policy.ts';
import { UnreadableValueError } from '../../../engine/verdict.ts';
import { unknown } from '../../../resources/resource.ts';
import { guarded } from '../../support/guarded.ts';

const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } as const;

describe('parsePolicy', () => {
  it('reads an object, its text, and a statement that stands alone, alike', () => {
    const document = { Version: '2012-10-17', Statement: allow };
    const [alone] = parsePolicy(document, 'P');
    const [listed] = parsePolicy({ Statement: [allow] }, 'P');
    const withoutIndex = JSON.parse(JSON.stringify(listed).replaceAll('Statement[0]', 'Statement'));
    expect(JSON.parse(JSON.stringify(alone))).toEqual(withoutIndex);
    expect(parsePolicy(JSON.stringify(document), 'P')).toEqual(parsePolicy(document, 'P'));
  });

  it('takes a text for a list of one, wherever a list may stand', () => {
    const lists = {
      Effect: 'Allow',
      NotAction: ['iam:*'],
      NotResource: ['a'],
      Principal: { AWS: ['b'], Service: ['c'] },
      Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-1'] } },
    };
    const texts = {
      Effect: 'Allow',
      NotAction: 'iam:*',
      NotResource: 'a',
      Principal: { AWS: 'b', Service: 'c' },
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
    };
    expect(parsePolicy({ Statement: [texts] }, 'P')).toEqual(parsePolicy({ Statement: [lists] }, 'P'));
  });

  it.each<[string, object, string]>([
    ['everyone', { Principal: '*' }, 'everyone'],
    ['a NotPrincipal', { NotPrincipal: { AWS: '111122223333' } }, 'everyone but some'],
  ])('has a word of its own for %s', (_name, principal, value) => {
    const [read] = parsePolicy({ Statement: { ...allow, ...principal } }, 'P');
    expect(read).toMatchObject({ value: { principals: { value } } });
  });

  it('names the place of each statement', () => {
    const paths = parsePolicy({ Statement: [allow, allow] }, 'PolicyDocument').map(
      (read) => 'value' in read && read.value.path,
    );
    expect(paths).toEqual(['PolicyDocument.Statement[0]', 'PolicyDocument.Statement[1]']);
  });

  it('lower-cases condition keys and takes booleans for texts', () => {
    const condition = { Bool: { 'aws:SecureTransport': true }, Null: { 'AWS:TokenIssueTime': ['false'] } };
    const [read] = parsePolicy({ Statement: { ...allow, Condition: condition } }, 'P');
    expect(read).toMatchObject({
      value: {
        condition: {
          value: {
            Bool: { 'aws:securetransport': [{ value: 'true' }] },
            Null: { 'aws:tokenissuetime': [{ value: 'false' }] },
          },
        },
      },
    });
  });

  it('takes an empty condition for none', () => {
    const [read] = parsePolicy({ Statement: { ...allow, Condition: {} } }, 'P');
    expect(read).toMatchObject({ value: { condition: { value: undefined } } });
    const [withNull] = parsePolicy({ Statement: { ...allow, Condition: null } }, 'P');
    expect(withNull).toMatchObject({ value: { condition: { value: undefined } } });
  });

  it('takes numbers in a condition for texts, and nothing else', () => {
    const condition = { NumericLessThan: { 'aws:MultiFactorAuthAge': [3600, { a: 1 }] } };
    const [read] = parsePolicy({ Statement: { ...allow, Condition: condition } }, 'P');
    const unreadable =
      'P.Statement.Condition.NumericLessThan.aws:MultiFactorAuthAge[1]: expected text, found a value of type object';
    expect(read).toMatchObject({
      value: {
        condition: {
          value: { NumericLessThan: { 'aws:multifactorauthage': [{ value: '3600' }, { unreadable }] } },
        },
      },
    });
  });

  it('says that a text is no JSON, and why', () => {
    expect(() => parsePolicy('{', 'P')).toThrow(
      expect.objectContaining({ message: 'P: not a JSON policy document', cause: expect.any(SyntaxError) }),
    );
  });

  it.each<[string, object]>([
    ['effect: P.Statement.Effect: expected Allow or Deny', { ...allow, Effect: 'allow' }],
    ['actions: P.Statement.Action: expected text, found nothing', { ...allow, Action: null }],
    ['actions: P.Statement.Action: expected text, found a value of type number', { ...allow, Action: 1 }],
    ['principals: P.Statement.Principal: expected an object, found nothing', allow],
    ['principals: P.Statement.Principal: expected an object, found a list', { ...allow, Principal: ['*'] }],
    [
      'condition: P.Statement.Condition.Bool: expected an object, found a value of type boolean',
      { ...allow, Condition: { Bool: true } },
    ],
  ])('says of what is no policy: %s', (said, Statement) => {
    const [part = '', reason] = said.split(/: (.*)/);
    const [read] = parsePolicy({ Statement }, 'P');
    expect(read).toHaveProperty(`value.${part}.unreadable`, reason);
  });

  it('says which element it could not read', () => {
    const statement = {
      ...allow,
      Action: ['s3:GetObject', 1],
      Principal: { AWS: 1 },
      Condition: { StringEquals: { 'aws:PrincipalOrgID': null } },
    };
    const [read] = parsePolicy({ Statement: statement }, 'P');
    const unreadable = (start: string) => ({ unreadable: expect.stringMatching(start) });
    expect(read).toMatchObject({
      value: {
        actions: { value: { patterns: [{}, unreadable('^P.Statement.Action\\[1\\]: ')] } },
        principals: { value: { AWS: [unreadable('^P.Statement.Principal.AWS: ')] } },
        condition: {
          value: {
            StringEquals: {
              'aws:principalorgid': [unreadable('^P.Statement.Condition.StringEquals.aws:PrincipalOrgID: ')],
            },
          },
        },
      },
    });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['a number', 1],
    ['text that is no JSON', '{'],
    ['JSON that is no object', '[]'],
  ])('refuses %s, and says where', (_name, document) => {
    expect(() => parsePolicy(document, 'Policies[0].PolicyDocument')).toThrow(UnreadableValueError);
    expect(() => parsePolicy(document, 'Policies[0].PolicyDocument')).toThrow(
      /^Policies\[0\]\.PolicyDocument/,
    );
  });

  it.each([
    ['no effect', { Action: 'a:b', Resource: '*' }, 'effect'],
    ['an effect of another case', { ...allow, Effect: 'allow' }, 'effect'],
    ['no action', { Effect: 'Allow', Resource: '*' }, 'actions'],
    ['Action and NotAction', { ...allow, NotAction: 'a:b' }, 'actions'],
    ['an action that is no text', { ...allow, Action: { a: 1 } }, 'actions'],
    ['no resource', { Effect: 'Allow', Action: 'a:b' }, 'resources'],
    ['a condition that is no object', { ...allow, Condition: 'x' }, 'condition'],
    ['a principal that is a name', { ...allow, Principal: 'sagemaker.amazonaws.com' }, 'principals'],
  ])('keeps %s as unreadable, and the rest readable', (_name, statement, part) => {
    const [read] = parsePolicy({ Statement: [statement] }, 'P');
    expect(read).toHaveProperty(`value.${part}.unreadable`, expect.stringContaining('P.Statement[0]'));
  });

  it('reads the statements and elements beside one that is not known yet', () => {
    const document = guarded({
      Statement: [
        unknown('after apply'),
        { ...allow, Action: [unknown('after apply'), 's3:PutObject'] },
        allow,
      ],
    });
    const [first, second, third] = parsePolicy(document, 'P');
    expect(first).toMatchObject({ unreadable: expect.stringContaining('after apply') });
    expect(second).toMatchObject({
      value: {
        actions: { value: { patterns: [{ unreadable: expect.any(String) }, { value: 's3:PutObject' }] } },
      },
    });
    expect(third).toMatchObject({ value: { effect: { value: 'Allow' } } });
  });

  it('throws nothing but UnreadableValueError, whatever the JSON', () => {
    const keys = fc.constantFrom(
      'Statement',
      'Effect',
      'Action',
      'NotAction',
      'Resource',
      'Principal',
      'Condition',
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('Allow', 'Deny', '*', 's3:*', '__proto__'),
        fc.jsonValue(),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (document) => {
        expect(() => readPolicy(() => document, 'P')).not.toThrow();
        expect(() => readPolicy(() => JSON.stringify(document), 'P')).not.toThrow();
      }),
    );
  });
});

describe('readPolicy', () => {
  it('reads a document, and keeps the reason where it is none or out of reach', () => {
    const document = { Statement: [allow] };
    expect(readPolicy(() => document, 'P')).toEqual(parsePolicy(document, 'P'));
    expect(readPolicy(() => 1, 'P')).toEqual([
      { unreadable: 'P: expected an object, found a value of type number' },
    ]);
    const refused = () => {
      throw new UnreadableValueError('access denied');
    };
    expect(readPolicy(refused, 'P')).toEqual([{ unreadable: 'access denied' }]);
  });
});

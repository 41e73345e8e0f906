import { describe, expect, it } from 'vitest';
import {
  documentIn,
  withCondition,
  withStatements,
} from '../../../remediations/_families/policy-document.ts';

describe('a policy document', () => {
  it.each([
    ['{"Statement":[]}', { Statement: [] }],
    ['%7B%22Statement%22%3A%5B%5D%7D', { Statement: [] }],
    ['{', undefined],
    ['%', undefined],
    ['null', undefined],
    ['1', undefined],
    [undefined, undefined],
    [{ Statement: [] }, undefined],
  ])('of %j is %j', (text, document) => {
    expect(documentIn(text)).toEqual(document);
  });

  const [a, b, c] = [{ Sid: 'a' }, { Sid: 'b' }, { Sid: 'c' }];
  const observed = (...paths: string[]) => paths.map((path) => ({ path, actual: path }));

  it('is mended where it was observed, and elsewhere left', () => {
    const mended = withStatements(
      { Version: '1', Statement: [a, b, c] },
      observed('X.Statement[1].Principal', 'X.Statement[2].Principal'),
      (statement, actual) => [{ ...statement, actual }, a],
    );
    expect(mended).toEqual({
      Version: '1',
      Statement: [
        a,
        { Sid: 'b', actual: 'X.Statement[1].Principal' },
        a,
        { Sid: 'c', actual: 'X.Statement[2].Principal' },
        a,
      ],
    });
  });

  it('keeps one statement that is no list, while it is one', () => {
    const path = observed('X.Statement.Principal');
    expect(withStatements({ Statement: a }, path, () => [b])).toEqual({ Statement: b });
    expect(withStatements({ Statement: a }, path, () => [b, c])).toEqual({ Statement: [b, c] });
    expect(withStatements({ Statement: a }, [], () => [b])).toEqual({ Statement: a });
  });

  it('takes one condition more', () => {
    expect(withCondition({ Effect: 'Allow' }, 'k', 'v')).toEqual({
      Effect: 'Allow',
      Condition: { StringEquals: { k: 'v' } },
    });
    const Condition = { StringEquals: { k: 'x', l: 'y' }, Bool: { m: 'true' } };
    expect(withCondition({ Condition }, 'k', 'v')).toEqual({
      Condition: { StringEquals: { k: 'v', l: 'y' }, Bool: { m: 'true' } },
    });
  });
});

import { describe, expect, it } from 'vitest';
import { withReadOnlyMembers } from '../../engine/read-only.ts';
import { UnreadableValueError } from '../../engine/verdict.ts';
import { defineResource } from '../../resources/definition.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { resourceOf } from '../support/resource.ts';

const TYPE = 'AWS::SageMaker::NotebookInstance';

/** A new one each time: what is made of a definition is kept. */
const newDefinition = () =>
  defineResource({
    type: TYPE,
    service: 'sagemaker',
    role: 'ai',
    readOnly: { Status: 'string', Owner: 'string' },
    declared: { Owner: 'CUSTOMER' },
  });

const inTemplate = (properties: JsonObject, { definition = newDefinition(), isGuarded = false } = {}) =>
  withReadOnlyMembers(properties, resourceOf(TYPE, properties, { source: 'template' }), {
    definition,
    isGuarded,
  });

describe('members that only the account knows', () => {
  it('throw, and say so', () => {
    expect(() => inTemplate({}).Status).toThrow(
      new UnreadableValueError('Status: it is known only in the account'),
    );
  });

  it('have the value that every declaration has', () => {
    expect(inTemplate({}).Owner).toBe('CUSTOMER');
  });

  it.each([false, true])('have their own value where a template has one; guarded: %s', (isGuarded) => {
    const tree = inTemplate({ Status: 'InService', Owner: 'AWS' }, { isGuarded });
    const member = { writable: true, enumerable: true, configurable: true };
    expect(Object.getOwnPropertyDescriptors(tree)).toEqual({
      Status: { value: 'InService', ...member },
      Owner: { value: 'AWS', ...member },
    });
  });

  it('are made once for all resources of a definition', () => {
    const definition = newDefinition();
    const [one, other] = [inTemplate({}, { definition }), inTemplate({ A: 1 }, { definition })];
    expect(Object.getPrototypeOf(one)).toBe(Object.getPrototypeOf(other));
  });
});

import { describe, expect, it } from 'vitest';
import { hasTags, requiredTagParameters } from '../../../rules/_families/required-tags.ts';

type Case = readonly [string, Parameters<typeof hasTags>[0]];

const any = { requiredTagKeys: requiredTagParameters.requiredTagKeys.default };
const both = { requiredTagKeys: ['owner', 'purpose'] };

describe('hasTags', () => {
  it.each<Case>([
    ['a list', [{ Key: 'owner', Value: 'chat' }]],
    ['a map', { owner: 'chat' }],
    ['an empty value', [{ Key: 'owner', Value: '' }]],
    ['one of many', { 'aws:cloudformation:stack-name': 'chat', owner: 'chat' }],
    ['a key that only resembles those of AWS', { awsOwner: 'chat' }],
  ])('takes any tag where no key is required: %s', (_name, tags) => {
    expect(hasTags(tags, any)).toMatchObject({ status: 'COMPLIANT' });
  });

  it.each<Case>([
    ['nothing', undefined],
    ['an empty list', []],
    ['an empty map', {}],
    ['a tag of AWS', [{ Key: 'aws:createdBy', Value: 'root' }]],
    ['a tag without a key', [{ Value: 'chat' }]],
    ['a tag without a value', [{ Key: 'owner' }]],
    ['a key without a value', { owner: undefined }],
  ])('finds none in %s', (_name, tags) => {
    expect(hasTags(tags, any)).toEqual({
      status: 'NON_COMPLIANT',
      observations: [{ path: 'Tags', expected: 'a tag of your own', actual: null }],
    });
  });

  it('wants every key that is required, whatever else is there', () => {
    expect(hasTags({ purpose: 'support', owner: 'chat', team: 'a' }, both)).toMatchObject({
      status: 'COMPLIANT',
    });
  });

  it('names each key that is not there, and those that are', () => {
    expect(hasTags([{ Key: 'team', Value: 'a' }], both)).toEqual({
      status: 'NON_COMPLIANT',
      observations: [
        { path: 'Tags', expected: { Key: 'owner' }, actual: ['team'] },
        { path: 'Tags', expected: { Key: 'purpose' }, actual: ['team'] },
      ],
    });
  });

  it('does not take the tags of AWS for one that is required', () => {
    const tags = { 'aws:owner': 'chat' };
    expect(hasTags(tags, { requiredTagKeys: ['aws:owner'] })).toMatchObject({
      observations: [{ expected: { Key: 'aws:owner' }, actual: [] }],
    });
  });
});

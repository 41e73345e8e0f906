import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/kb-data-deletion-policy.ts';
import { testRule } from '../../support/judge-rule.ts';

const BASE = 'KB12345678';
const PERSONAL = { data: 'personal' };

const source = (policy: object, { tags = PERSONAL as object, marks = ['data=personal'] } = {}) => ({
  properties: { KnowledgeBaseId: BASE, ...policy },
  related: { [BASE]: { Tags: tags as never } },
  parameters: { personalDataTags: marks },
});
const RETAIN = { DataDeletionPolicy: 'RETAIN' };
const DELETE = { DataDeletionPolicy: 'DELETE' };

testRule(rule, {
  COMPLIANT: {
    'vectors are deleted': source(DELETE),
    'vectors are deleted, whoever the base cannot be read by': {
      properties: { KnowledgeBaseId: BASE, ...DELETE },
      parameters: { personalDataTags: ['data=personal'] },
      unreadable: { [BASE]: 'access denied' },
    },
  },
  NON_COMPLIANT: {
    'vectors stay': {
      ...source(RETAIN),
      observations: [{ path: 'DataDeletionPolicy', expected: 'DELETE', actual: 'RETAIN' }],
    },
    'marked by a key': source(RETAIN, { marks: ['owner', 'data'] }),
  },
  NOT_APPLICABLE: {
    'by default': {
      properties: { KnowledgeBaseId: BASE, ...RETAIN },
      because: 'no tags are set that mark personal data',
    },
    'no tags are set': {
      ...source(RETAIN, { marks: [] }),
      because: 'no tags are set that mark personal data',
    },
    'the knowledge base is not tagged so': {
      ...source(RETAIN, { tags: { data: 'public' } }),
      because: 'its knowledge base is not tagged as one with personal data',
    },
  },
  INSUFFICIENT_DATA: {
    'no policy is named': {
      ...source({}),
      because: 'AWS does not say what a source without a policy does',
    },
    'the knowledge base is not named': {
      properties: RETAIN,
      parameters: { personalDataTags: ['data=personal'] },
      because: 'KnowledgeBaseId is not known',
    },
    'the knowledge base cannot be read': {
      properties: { KnowledgeBaseId: BASE, ...RETAIN },
      parameters: { personalDataTags: ['data=personal'] },
      unreadable: { [BASE]: 'access denied' },
    },
    'its tags cannot be read': source(RETAIN, { tags: unknown('access denied') }),
    'the policy is unknown': source({ DataDeletionPolicy: unknown('no default') }),
  },
});

import { type Json, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/space-remote-access-disabled.ts';
import { testRule } from '../../support/judge-rule.ts';

const space = (RemoteAccess: Json, ...tags: readonly [string, string][]) => ({
  SpaceSettings: { RemoteAccess },
  Tags: tags.map(([Key, Value]) => ({ Key, Value })),
});

testRule(rule, {
  COMPLIANT: {
    'switched off': { properties: space('DISABLED') },
    'switched off, with tags that cannot be read': {
      properties: { SpaceSettings: { RemoteAccess: 'DISABLED' }, Tags: unknown('denied') },
    },
    'other settings only': { properties: { SpaceSettings: { AppType: 'JupyterLab' } } },
    'no settings': { properties: {} },
    'approved among other tags': {
      properties: space('ENABLED', ['team', 'ml'], ['remote-access', 'approved']),
    },
    'approved by a key alone': {
      properties: space('ENABLED', ['ticket', 'SEC-1']),
      parameters: { approvedTags: ['exception', 'ticket'] },
    },
  },
  NON_COMPLIANT: {
    'switched on': {
      properties: { SpaceSettings: { RemoteAccess: 'ENABLED' } },
      observations: [{ path: 'SpaceSettings.RemoteAccess', expected: 'DISABLED', actual: 'ENABLED' }],
    },
    'a tag of another value': { properties: space('ENABLED', ['remote-access', 'wanted']) },
    'a tag of another key': { properties: space('ENABLED', ['access', 'approved']) },
    'no tag approves': {
      properties: space('ENABLED', ['remote-access', 'approved']),
      parameters: { approvedTags: [] },
    },
  },
  INSUFFICIENT_DATA: {
    unknown: { properties: space(unknown('parameter X has no default')) },
    'unknown tags': {
      properties: { SpaceSettings: { RemoteAccess: 'ENABLED' }, Tags: unknown('denied') },
    },
  },
});

import { type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/agentcore/runtime-header-allowlist.ts';
import { testRule } from '../../support/judge-rule.ts';

const lost = unknown('known only after apply');
const runtime = (RequestHeaderAllowlist: string[], Tags: JsonObject = {}) => ({
  properties: { RequestHeaderConfiguration: { RequestHeaderAllowlist }, Tags },
});
const at = (index: number) => `RequestHeaderConfiguration.RequestHeaderAllowlist[${index}]`;

testRule(rule, {
  COMPLIANT: {
    'no headers': { properties: {} },
    'a list of nothing': { properties: { RequestHeaderConfiguration: {} } },
    'other headers': runtime(['X-Custom-Signature', 'Proxy-Authorization-Hint']),
    'other headers, with tags that cannot be read': {
      properties: { RequestHeaderConfiguration: { RequestHeaderAllowlist: ['X-Trace'] }, Tags: lost },
    },
    'approved by key and value': runtime(['Authorization'], { 'forwards-authorization': 'approved' }),
    'approved by a key of one’s own': {
      ...runtime(['Authorization'], { reviewed: '2026-01' }),
      parameters: { approvedTags: ['x=y', 'reviewed'] },
    },
  },
  NON_COMPLIANT: {
    'the caller’s token': {
      ...runtime(['X-Trace', 'Authorization']),
      observations: [{ path: at(1), actual: 'Authorization' }],
    },
    'in whatever case': {
      ...runtime(['AUTHORIZATION']),
      observations: [{ path: at(0), actual: 'AUTHORIZATION' }],
    },
    'another value of the tag': runtime(['authorization'], { 'forwards-authorization': 'asked for' }),
    'without tags': {
      properties: { RequestHeaderConfiguration: { RequestHeaderAllowlist: ['authorization'] } },
    },
    'without the key that approves': {
      ...runtime(['Authorization'], { owner: 'chat' }),
      parameters: { approvedTags: ['reviewed'] },
    },
    'where nothing can approve': {
      ...runtime(['Authorization'], { 'forwards-authorization': 'approved' }),
      parameters: { approvedTags: [] },
    },
  },
  INSUFFICIENT_DATA: {
    'headers that are not known yet': { properties: { RequestHeaderConfiguration: lost } },
    'tags that cannot be read': {
      properties: { RequestHeaderConfiguration: { RequestHeaderAllowlist: ['Authorization'] }, Tags: lost },
    },
  },
});

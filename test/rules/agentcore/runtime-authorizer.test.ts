import { type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/agentcore/runtime-authorizer.ts';
import { testRule } from '../../support/judge-rule.ts';

const lost = unknown('known only after apply');
const jwt = (CustomJWTAuthorizer: JsonObject) => ({
  properties: { AuthorizerConfiguration: { CustomJWTAuthorizer } },
});
const parameters = { userFacingTags: ['exposure=public', 'customer'] };

testRule(rule, {
  COMPLIANT: {
    'an audience': jwt({ AllowedAudience: ['agent'] }),
    'a client': jwt({ AllowedClients: ['web'] }),
    'a client, and an audience that is not known yet': jwt({
      AllowedAudience: lost,
      AllowedClients: ['web'],
    }),
    'IAM only, without tags': { properties: {}, parameters },
    'IAM only, with another value of the tag': { properties: { Tags: { exposure: 'internal' } }, parameters },
  },
  NON_COMPLIANT: {
    'neither audience nor client': {
      ...jwt({ DiscoveryUrl: 'https://id.example.com' }),
      observations: [{ actual: 'neither' }],
    },
    'empty lists': jwt({ AllowedAudience: [], AllowedClients: [], AllowedScopes: [], CustomClaims: [] }),
    'user-facing by key and value': { properties: { Tags: { exposure: 'public' } }, parameters },
    'user-facing by key': { properties: { Tags: { customer: 'acme' } }, parameters },
    'user-facing with an authorizer that checks nothing': {
      properties: { Tags: { customer: 'acme' }, AuthorizerConfiguration: { CustomJWTAuthorizer: {} } },
      parameters,
    },
  },
  NOT_APPLICABLE: { 'no authorizer, and no tags are set': { properties: { Tags: { exposure: 'public' } } } },
  INSUFFICIENT_DATA: {
    'an audience that is not known yet': jwt({ AllowedAudience: lost }),
    'scopes, which may be those of this audience alone': jwt({ AllowedScopes: ['api://agent/call'] }),
    'claims, one of which may be the client': jwt({ CustomClaims: [{ InboundTokenClaimName: 'azp' }] }),
    'an authorizer that is not known yet': { properties: { AuthorizerConfiguration: lost } },
    'tags that cannot be read': { properties: { Tags: lost }, parameters },
  },
});

import { type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/domain-docker-trusted-accounts.ts';
import { testRule } from '../../support/judge-rule.ts';

const on = { EnableDockerAccess: 'ENABLED' };
const held = { AppNetworkAccessType: 'VpcOnly', RootlessDocker: 'DISABLED' };

const docker = (DockerSettings: JsonObject) => ({ DomainSettings: { DockerSettings } });

testRule(rule, {
  COMPLIANT: {
    'switched off': { properties: docker({ EnableDockerAccess: 'DISABLED' }) },
    'other settings only': { properties: docker({ VpcOnlyTrustedAccounts: ['444455556666'] }) },
    'no settings': { properties: {} },
    'VPC only, with a list': {
      properties: { ...docker({ ...on, VpcOnlyTrustedAccounts: ['444455556666'] }), ...held },
    },
    'VPC only, without a list: only the domain’s own account is trusted': {
      properties: { ...docker(on), ...held },
    },
  },
  NON_COMPLIANT: {
    'public internet': {
      properties: { ...docker(on), AppNetworkAccessType: 'PublicInternetOnly', RootlessDocker: 'DISABLED' },
      observations: [
        { path: 'DomainSettings.DockerSettings.EnableDockerAccess', expected: 'DISABLED', actual: 'ENABLED' },
      ],
    },
    'no network access type: the default is public internet': { properties: docker(on) },
    'a list that public internet does not heed': {
      properties: docker({ ...on, VpcOnlyTrustedAccounts: ['444455556666'] }),
    },
    'rootless Docker, which heeds no list': {
      properties: { ...docker(on), ...held, RootlessDocker: 'ENABLED' },
    },
  },
  INSUFFICIENT_DATA: {
    'unknown whether there is Docker': {
      properties: docker({ EnableDockerAccess: unknown('parameter X has no default') }),
    },
    'an unknown network access type': {
      properties: { ...docker(on), ...held, AppNetworkAccessType: unknown('parameter X has no default') },
    },
    'a template does not tell whether Docker is rootless': {
      source: 'template',
      properties: { ...docker(on), AppNetworkAccessType: 'VpcOnly' },
    },
  },
});

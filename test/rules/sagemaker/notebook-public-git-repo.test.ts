import type { Json } from '../../../resources/resource.ts';
import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/notebook-public-git-repo.ts';
import { testRule } from '../../support/judge-rule.ts';

const hosts = ['git.example.com', '*.corp.example'];

const from = (DefaultCodeRepository: Json, ...additional: Json[]) => ({
  properties: {
    DefaultCodeRepository,
    ...(additional.length > 0 && { AdditionalCodeRepositories: additional }),
  },
  parameters: { hosts },
});

const OWN = 'https://git.example.com/churn.git';
const OTHER = 'https://github.com/someone/churn.git';

const seen = (...found: readonly (readonly [path: string, actual: string])[]) => ({
  observations: found.map(([path, actual]) => ({ path, expected: hosts, actual })),
});

const atDefault = (actual: string) => seen(['DefaultCodeRepository', actual]);

testRule(rule, {
  COMPLIANT: {
    'nothing is cloned': { properties: {}, parameters: { hosts } },
    'an approved host': from(OWN),
    'an approved host, and no path': from('https://git.example.com'),
    'an approved host with a port, in capitals': from('https://GIT.example.com:8443/churn.git'),
    'an approved host, and who signs in there': from('https://bot:secret@git.example.com/churn.git'),
    'a host below an approved domain': from('https://code.team.corp.example/churn.git'),
    'several approved ones': from(OWN, OWN, 'https://a.corp.example/b'),
    'an approved host that is written in capitals': {
      ...from(OWN),
      parameters: { hosts: ['GIT.example.com'] },
    },
  },
  NON_COMPLIANT: {
    'another host': { ...from(OTHER), ...atDefault('github.com') },
    'an approved host that is but a name before another': {
      ...from('https://git.example.com@evil.example/churn.git'),
      ...atDefault('evil.example'),
    },
    'an approved host that is but a path': {
      ...from('https://evil.example/git.example.com'),
      ...atDefault('evil.example'),
    },
    'a host that ends alike': {
      ...from('https://evilgit.example.com/a'),
      ...atDefault('evilgit.example.com'),
    },
    'a domain that ends alike': { ...from('https://acorp.example/a'), ...atDefault('acorp.example') },
    'the domain itself is not below it': { ...from('https://corp.example/a'), ...atDefault('corp.example') },
    'a host that readers would read differently': {
      ...from('https://git.example.com\\@evil.example/a'),
      ...atDefault('a URL without a host that can be read'),
    },
    'another protocol': {
      ...from('http://git.example.com/churn.git'),
      ...atDefault('a URL without a host that can be read'),
    },
    'another protocol that ends alike': {
      ...from('ext-https://git.example.com/churn.git'),
      ...atDefault('a URL without a host that can be read'),
    },
    'one more of another host': {
      ...from(OWN, OWN, OTHER),
      ...seen(['AdditionalCodeRepositories[1]', 'github.com']),
    },
    'all of another host': {
      ...from(OTHER, OTHER),
      ...seen(['DefaultCodeRepository', 'github.com'], ['AdditionalCodeRepositories[0]', 'github.com']),
    },
    'beside one that is known by its name': {
      ...from('churn-code', OTHER),
      ...seen(['AdditionalCodeRepositories[0]', 'github.com']),
    },
    'beside one that is unknown': {
      ...from(OWN, unknown('known after apply'), OTHER),
      ...seen(['AdditionalCodeRepositories[1]', 'github.com']),
    },
  },
  NOT_APPLICABLE: {
    'no hosts are set': { ...from(OTHER), parameters: {}, because: 'no approved hosts are set' },
  },
  INSUFFICIENT_DATA: {
    'known by its name': {
      ...from('churn-code'),
      because: 'where the code repository churn-code points to is not read',
    },
    'one more is known by its name': from(OWN, 'Churn1'),
    unknown: from(unknown('known after apply')),
    'one more is unknown': from(OWN, unknown('known after apply')),
  },
});

import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/training-job-intercontainer-encryption.ts';
import { testRule } from '../../support/judge-rule.ts';

const job = (ResourceConfig: object, encrypted?: unknown) => ({
  properties: { ResourceConfig, EnableInterContainerTrafficEncryption: encrypted ?? null } as never,
});
const groups = (...counts: unknown[]) => ({
  InstanceGroups: counts.map((InstanceCount) => ({ InstanceType: 'ml.p4d.24xlarge', InstanceCount })),
});

testRule(rule, {
  COMPLIANT: {
    'two instances, encrypted': job({ InstanceCount: 2 }, true),
    'encrypted, of resources that are not known': {
      properties: {
        EnableInterContainerTrafficEncryption: true,
        ResourceConfig: unknown('not in the event'),
      },
    },
    'encrypted, whatever the count is': job({ InstanceCount: unknown('not in the event') }, true),
  },
  NON_COMPLIANT: {
    'two instances, off': job({ InstanceCount: 2 }, false),
    'two instances, and the default is off': job({ InstanceCount: 2 }),
    'one group of two': job(groups(2)),
    'two groups of one': job(groups(1, 1)),
  },
  NOT_APPLICABLE: {
    'one instance, and the default is off': job({ InstanceCount: 1 }),
    'one instance, off': job({ InstanceCount: 1 }, false),
    'one group of one': job(groups(1)),
    'no instance yet': job({ InstanceCount: 0 }),
  },
  INSUFFICIENT_DATA: {
    'the count is absent': job({}),
    'there is no resource configuration': { properties: {} },
    'the count is unknown': job({ InstanceCount: unknown('not in the event') }),
    'the count of a group is absent': job({ InstanceGroups: [{ InstanceGroupName: 'a' }] }),
    'the count of the first of two groups is absent': job(groups(null, 1)),
    'the count of a group is unknown': job(groups(1, unknown('not in the event'))),
    'whether it is on is unknown': job({ InstanceCount: 2 }, unknown('not in the event')),
  },
});

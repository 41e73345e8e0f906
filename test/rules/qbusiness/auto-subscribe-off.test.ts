import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/qbusiness/auto-subscribe-off.ts';
import { testRule } from '../../support/judge-rule.ts';

const subscribing = (AutoSubscribe: string) => ({
  properties: { AutoSubscriptionConfiguration: { AutoSubscribe, DefaultSubscriptionType: 'Q_LITE' } },
});

testRule(rule, {
  COMPLIANT: {
    'switched off, whatever the type would be': subscribing('DISABLED'),
    'nothing is said': { properties: {} },
    'null is absent': { properties: { AutoSubscriptionConfiguration: null } },
  },
  NON_COMPLIANT: {
    'switched on': {
      ...subscribing('ENABLED'),
      observations: [
        { path: 'AutoSubscriptionConfiguration.AutoSubscribe', expected: 'DISABLED', actual: 'ENABLED' },
      ],
    },
  },
  INSUFFICIENT_DATA: {
    'not known': {
      properties: { AutoSubscriptionConfiguration: { AutoSubscribe: unknown('a parameter') } },
    },
  },
});

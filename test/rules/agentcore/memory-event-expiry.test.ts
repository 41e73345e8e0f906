import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/agentcore/memory-event-expiry.ts';
import { testRule } from '../../support/judge-rule.ts';

const path = 'EventExpiryDuration';
const days = (EventExpiryDuration: number) => ({ properties: { EventExpiryDuration } });

testRule(rule, {
  COMPLIANT: {
    'the fewest': days(7),
    'the most': days(365),
    'a single day that is both': { ...days(30), parameters: { minimumDays: 30, maximumDays: 30 } },
  },
  NON_COMPLIANT: {
    'a day too few': { ...days(6), observations: [{ path, expected: 'at least 7', actual: 6 }] },
    'a day too many': { ...days(366), observations: [{ path, expected: 'at most 365', actual: 366 }] },
    'fewer than one’s own': {
      ...days(89),
      parameters: { minimumDays: 90 },
      observations: [{ path, expected: 'at least 90', actual: 89 }],
    },
    'nothing is said, which AWS takes for no memory': {
      properties: {},
      observations: [{ path, expected: 'at least 7', actual: null }],
    },
    'nothing is said where any number would do': { properties: {}, parameters: { minimumDays: 0 } },
  },
  NOT_APPLICABLE: {
    'limits that exclude each other': {
      ...days(30),
      parameters: { minimumDays: 31, maximumDays: 30 },
      because: 'no number of days is at least 31 and at most 30',
    },
  },
  INSUFFICIENT_DATA: {
    'days that are not known yet': {
      properties: { EventExpiryDuration: unknown('parameter X has no default') },
    },
  },
});

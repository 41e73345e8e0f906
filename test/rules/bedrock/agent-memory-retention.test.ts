import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/bedrock/agent-memory-retention.ts';
import { testRule } from '../../support/judge-rule.ts';

const memory = (rest: object, limitDays?: number) => ({
  properties: { MemoryConfiguration: { EnabledMemoryTypes: ['SESSION_SUMMARY'], ...rest } },
  ...(limitDays !== undefined && { parameters: { limitDays } }),
});

testRule(rule, {
  COMPLIANT: {
    'no memory': { properties: {} },
    'no type of memory is enabled': memory({ EnabledMemoryTypes: [], StorageDays: 365 }),
    'types of memory are not named': { properties: { MemoryConfiguration: { StorageDays: 365 } } },
    'at the limit': memory({ StorageDays: 30 }),
    'the default of the service': memory({}),
    'nothing is kept': memory({ StorageDays: 0 }, 0),
  },
  NON_COMPLIANT: {
    'a day over the limit': {
      ...memory({ StorageDays: 31 }),
      observations: [{ path: 'MemoryConfiguration.StorageDays', expected: 'at most 30', actual: 31 }],
    },
    'the default of the service is over a limit of your own': {
      ...memory({}, 29),
      observations: [{ expected: 'at most 29', actual: null }],
    },
  },
  INSUFFICIENT_DATA: {
    'the memory is unknown': { properties: { MemoryConfiguration: unknown('an import') } },
    'the days are unknown': memory({ StorageDays: unknown('no default') }),
    'the types are unknown': memory({ EnabledMemoryTypes: unknown('no default'), StorageDays: 365 }),
  },
});

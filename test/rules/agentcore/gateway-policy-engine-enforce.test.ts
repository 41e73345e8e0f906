import { type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/agentcore/gateway-policy-engine-enforce.ts';
import { testRule } from '../../support/judge-rule.ts';

const lost = unknown('known only after apply');
const engine = (PolicyEngineConfiguration: JsonObject) => ({ properties: { PolicyEngineConfiguration } });

testRule(rule, {
  COMPLIANT: {
    'an engine of the same template': engine({ Arn: '${Engine.PolicyEngineArn}', Mode: 'ENFORCE' }),
  },
  NON_COMPLIANT: {
    'no engine': {
      properties: {},
      observations: [{ path: 'PolicyEngineConfiguration.Arn', actual: null }],
    },
    'a mode without an engine': {
      ...engine({ Mode: 'ENFORCE' }),
      observations: [{ path: 'PolicyEngineConfiguration.Arn', expected: 'a policy engine', actual: null }],
    },
    'an empty engine': engine({ Arn: '', Mode: 'ENFORCE' }),
    'an engine that only logs': {
      ...engine({ Arn: '${Engine.PolicyEngineArn}', Mode: 'LOG_ONLY' }),
      observations: [{ path: 'PolicyEngineConfiguration.Mode', expected: 'ENFORCE', actual: 'LOG_ONLY' }],
    },
    'an engine without a mode': {
      ...engine({ Arn: '${Engine.PolicyEngineArn}' }),
      observations: [{ path: 'PolicyEngineConfiguration.Mode', expected: 'ENFORCE', actual: null }],
    },
    'a mode that does not matter without an engine': engine({ Mode: lost }),
  },
  INSUFFICIENT_DATA: {
    'an engine that is not known yet': engine({ Arn: lost, Mode: 'ENFORCE' }),
    'a mode that is not known yet': engine({ Arn: '${Engine.PolicyEngineArn}', Mode: lost }),
  },
});

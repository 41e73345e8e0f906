import { change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { GATEWAY_CALLS, gatewayOf } from './_gateway.ts';
import { notReady, readWhole, rewriting } from './_whole.ts';

export default defineRemediation({
  id: 'agentcore-gateway-policy-engine-enforce',
  title: 'Let the gateway’s policy engine enforce what it decides',
  resourceType: 'AWS::BedrockAgentCore::Gateway',
  repairs: ['agentcore-gateway-policy-engine-enforce'],
  risk: 'disruptive',
  breaks:
    'Every call of a tool that no policy permits, or that one forbids, is denied from now on. Read the decisions that ' +
    'the engine has logged in LOG_ONLY first.',
  ...GATEWAY_CALLS,

  read: (ref, ask) => readWhole(gatewayOf(ref), ask),

  plan({ resource, before }) {
    const gateway = gatewayOf(resource);
    const waiting = notReady(gateway, before);
    if (waiting !== undefined) return notYet(waiting);
    const engine = Object(before['policyEngineConfiguration']);
    if (!engine.arn)
      return refuse('the gateway has no policy engine: which policies it needs is for its owner to say');
    return draft(
      [change('PolicyEngineConfiguration.Mode', engine.mode, 'ENFORCE')],
      [
        rewriting(gateway, before, {
          member: 'policyEngineConfiguration',
          value: { ...engine, mode: 'ENFORCE' },
        }),
      ],
    );
  },
});

import { change, defineRemediation, draft, refuse } from '../remediation.ts';
import { GATEWAY_CALLS, notSettled, readGateway, replacing } from './_gateway.ts';

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

  read: ({ id }, ask) => readGateway(id, ask),

  plan({ resource: { id }, before }) {
    const waiting = notSettled(before);
    if (waiting !== undefined) return refuse(waiting);
    const engine = Object(before['policyEngineConfiguration']);
    if (!engine.arn)
      return refuse('the gateway has no policy engine: which policies it needs is for its owner to say');
    return draft(
      [change('PolicyEngineConfiguration.Mode', engine.mode, 'ENFORCE')],
      [
        replacing(id, before, {
          member: 'policyEngineConfiguration',
          value: { ...engine, mode: 'ENFORCE' },
        }),
      ],
    );
  },
});

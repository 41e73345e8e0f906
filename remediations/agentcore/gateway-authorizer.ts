import { change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { GATEWAY_CALLS, gatewayOf } from './_gateway.ts';
import { notReady, readWhole, rewriting } from './_whole.ts';

export default defineRemediation({
  id: 'agentcore-gateway-authorizer',
  title: 'Let nobody call the gateway without authorization',
  resourceType: 'AWS::BedrockAgentCore::Gateway',
  repairs: ['agentcore-gateway-authorizer'],
  risk: 'disruptive',
  breaks:
    'Whoever calls without signing is denied at once: callers must sign with IAM and be allowed ' +
    'bedrock-agentcore:InvokeGateway. Where a policy engine decides, calls that no policy permits are denied.',
  ...GATEWAY_CALLS,

  read: (ref, ask) => readWhole(gatewayOf(ref), ask),

  plan({ resource, before }) {
    const gateway = gatewayOf(resource);
    const waiting = notReady(gateway, before);
    if (waiting !== undefined) return notYet(waiting);
    const type = before['authorizerType'];
    // It needs no setting besides; whose tokens would be right nobody here knows.
    if (type === 'NONE') {
      return draft(
        [change('AuthorizerType', type, 'AWS_IAM')],
        [rewriting(gateway, before, { member: 'authorizerType', value: 'AWS_IAM' })],
      );
    }
    if (type !== 'AUTHENTICATE_ONLY') return refuse('it is so already');
    const engine = Object(before['policyEngineConfiguration']);
    if (!engine.arn) return refuse('it only authenticates, and has no policy engine that could decide');
    const value = { ...engine, mode: 'ENFORCE' };
    return draft(
      [change('PolicyEngineConfiguration.Mode', engine.mode, 'ENFORCE')],
      [rewriting(gateway, before, { member: 'policyEngineConfiguration', value })],
    );
  },
});

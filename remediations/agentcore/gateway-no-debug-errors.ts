import { change, defineRemediation, draft, notYet } from '../remediation.ts';
import { GATEWAY_CALLS, gatewayOf } from './_gateway.ts';
import { notReady, readWhole, rewriting } from './_whole.ts';

export default defineRemediation({
  id: 'agentcore-gateway-no-debug-errors',
  title: 'Tell callers of the gateway no details of errors',
  resourceType: 'AWS::BedrockAgentCore::Gateway',
  repairs: ['agentcore-gateway-no-debug-errors'],
  risk: 'safe',
  breaks:
    'Whoever debugs the gateway from outside sees generic messages; what fails and works stays the same.',
  ...GATEWAY_CALLS,

  read: (ref, ask) => readWhole(gatewayOf(ref), ask),

  plan({ resource, before }) {
    const gateway = gatewayOf(resource);
    const waiting = notReady(gateway, before);
    if (waiting !== undefined) return notYet(waiting);
    return draft(
      [change('ExceptionLevel', before['exceptionLevel'], null)],
      [rewriting(gateway, before, { member: 'exceptionLevel', value: null })],
    );
  },
});

import { change, defineRemediation, draft, refuse } from '../remediation.ts';
import { GATEWAY_CALLS, notSettled, readGateway, replacing } from './_gateway.ts';

export default defineRemediation({
  id: 'agentcore-gateway-no-debug-errors',
  title: 'Tell callers of the gateway no details of errors',
  resourceType: 'AWS::BedrockAgentCore::Gateway',
  repairs: ['agentcore-gateway-no-debug-errors'],
  risk: 'safe',
  breaks:
    'Whoever debugs the gateway from outside sees generic messages; what fails and works stays the same.',
  ...GATEWAY_CALLS,

  read: ({ id }, ask) => readGateway(id, ask),

  plan({ resource: { id }, before }) {
    const waiting = notSettled(before);
    if (waiting !== undefined) return refuse(waiting);
    return draft(
      [change('ExceptionLevel', before['exceptionLevel'], null)],
      [replacing(id, before, { member: 'exceptionLevel', value: null })],
    );
  },
});

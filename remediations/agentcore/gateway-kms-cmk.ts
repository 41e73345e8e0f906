import { change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { GATEWAY_CALLS, gatewayOf } from './_gateway.ts';
import { notReady, readWhole, rewriting } from './_whole.ts';

export default defineRemediation({
  id: 'agentcore-gateway-kms-cmk',
  title: 'Encrypt the gateway with your own key',
  resourceType: 'AWS::BedrockAgentCore::Gateway',
  repairs: ['agentcore-gateway-kms-cmk'],
  risk: 'disruptive',
  breaks:
    'The gateway’s role, and whoever edits the gateway, need to use the key: without, its tools cannot be listed or called.',
  ...GATEWAY_CALLS,

  read: (ref, ask) => readWhole(gatewayOf(ref), ask),

  plan({ resource, before, options: { kmsKeyArn } }) {
    const gateway = gatewayOf(resource);
    const waiting = notReady(gateway, before);
    if (waiting !== undefined) return notYet(waiting);
    if (kmsKeyArn === undefined) return refuse('the settings name no KMS key for this Region');
    return draft(
      [change('KmsKeyArn', before['kmsKeyArn'], kmsKeyArn)],
      [rewriting(gateway, before, { member: 'kmsKeyArn', value: kmsKeyArn })],
    );
  },
});

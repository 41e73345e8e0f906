import type { CreateGatewayRequest } from '@aws-sdk/client-bedrock-agentcore-control';
import remediation from '../../../remediations/agentcore/gateway-kms-cmk.ts';
import { itPutsRight } from '../kit.ts';
import { anySettings, gateway } from './gateway.ts';

const scene = {
  name: 'a gateway under a key of AWS',
  rule: 'agentcore-gateway-kms-cmk',
  make: gateway(),
  options: { kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
  alsoChanges: ['UpdatedAt'],
} as const;

itPutsRight(remediation, [scene], {
  anyScene: anySettings.map((each) => ({ ...scene, make: gateway(each as Partial<CreateGatewayRequest>) })),
});

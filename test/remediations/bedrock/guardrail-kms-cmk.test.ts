import remediation from '../../../remediations/bedrock/guardrail-kms-cmk.ts';
import { itPutsRight } from '../kit.ts';
import { anySettings, guardrail } from './guardrail.ts';

const scene = {
  name: 'a guardrail under a key of AWS',
  rule: 'bedrock-guardrail-kms-cmk',
  make: guardrail(),
  options: { kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
} as const;

itPutsRight(remediation, [scene], {
  anyScene: anySettings.map((settings) => ({ ...scene, make: guardrail(settings) })),
});

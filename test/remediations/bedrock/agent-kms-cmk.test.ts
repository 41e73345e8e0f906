import remediation from '../../../remediations/bedrock/agent-kms-cmk.ts';
import { itPutsRight } from '../kit.ts';
import { agent, alsoChanges, anyAgent } from './agent.ts';

const scene = {
  name: 'a prepared agent under a key of AWS',
  rule: 'bedrock-agent-kms-cmk',
  make: agent(),
  options: { kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
  alsoChanges,
} as const;

itPutsRight(
  remediation,
  [scene, { ...scene, name: 'an agent that was never prepared', make: agent({}, false) }],
  {
    anyScene: anyAgent.map((make) => ({ ...scene, make })),
  },
);

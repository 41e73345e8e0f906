import remediation from '../../../remediations/bedrock/agent-guardrail.ts';
import { itPutsRight } from '../kit.ts';
import { agent, alsoChanges, anyAgent } from './agent.ts';

const scene = {
  name: 'a prepared agent without a guardrail',
  rule: 'bedrock-agent-guardrail',
  make: agent(),
  options: { guardrail: { identifier: 'abcdefgh1234', version: '1' } },
  alsoChanges,
} as const;

itPutsRight(
  remediation,
  [scene, { ...scene, name: 'an agent that was never prepared', make: agent({}, false) }],
  {
    anyScene: anyAgent.map((make) => ({ ...scene, make })),
  },
);

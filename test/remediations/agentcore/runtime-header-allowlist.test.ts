import fc from 'fast-check';
import remediation from '../../../remediations/agentcore/runtime-header-allowlist.ts';
import { itPutsRight } from '../kit.ts';
import { anySettings, COUNTED, runtime } from './runtime.ts';

const scene = {
  name: 'a runtime that sees callers’ tokens and nothing else',
  rule: 'agentcore-runtime-header-allowlist',
  make: runtime({ requestHeaderConfiguration: { requestHeaderAllowlist: ['Authorization'] } }),
  alsoChanges: COUNTED,
} as const;

const others = {
  ...scene,
  name: 'one that sees other headers as well',
  make: runtime({
    requestHeaderConfiguration: { requestHeaderAllowlist: ['X-Trace', 'authorization', 'X-Id'] },
  }),
};

itPutsRight(remediation, [scene, others], {
  anyScene: fc
    .tuple(anySettings, fc.subarray(['X-Trace', 'X-Id', 'X-Custom-Signature']))
    .map(([each, headers]) => ({
      ...scene,
      make: runtime({
        ...each,
        requestHeaderConfiguration: { requestHeaderAllowlist: [...headers, 'AUTHORIZATION'] },
      }),
    })),
});

import { change, defineRemediation, draft } from '../remediation.ts';
import { inTheWay, NEW_VERSION, RUNTIME_CALLS, runtimeOf } from './_runtime.ts';
import { readWhole, rewriting } from './_whole.ts';

export default defineRemediation({
  id: 'agentcore-runtime-mmds-v2',
  title: 'Let the runtime’s metadata be read with a session token alone',
  resourceType: 'AWS::BedrockAgentCore::Runtime',
  repairs: ['agentcore-runtime-mmds-v2'],
  risk: 'disruptive',
  breaks:
    'An agent whose SDK is too old to ask for a token gets no credentials of its role in new sessions. ' +
    NEW_VERSION,
  ...RUNTIME_CALLS,

  read: (ref, ask) => readWhole(runtimeOf(ref), ask),

  plan({ resource, before }) {
    const runtime = runtimeOf(resource);
    const hindrance = inTheWay(runtime, before);
    if (hindrance !== undefined) return hindrance;
    const has = Object(before['metadataConfiguration']);
    return draft(
      [change('MetadataConfiguration.RequireMMDSV2', has.requireMMDSV2, true)],
      [
        rewriting(runtime, before, {
          member: 'metadataConfiguration',
          value: { ...has, requireMMDSV2: true },
        }),
      ],
    );
  },
});

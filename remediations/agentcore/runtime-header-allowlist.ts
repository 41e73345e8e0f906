import { change, defineRemediation, draft } from '../remediation.ts';
import { inTheWay, NEW_VERSION, RUNTIME_CALLS, runtimeOf } from './_runtime.ts';
import { readWhole, rewriting } from './_whole.ts';

export default defineRemediation({
  id: 'agentcore-runtime-header-allowlist',
  title: 'Keep callers’ tokens from the agent',
  resourceType: 'AWS::BedrockAgentCore::Runtime',
  repairs: ['agentcore-runtime-header-allowlist'],
  risk: 'disruptive',
  breaks:
    'An agent that reads the caller’s token, to know who asks or to call others in that name, finds none in new ' +
    `sessions. ${NEW_VERSION}`,
  ...RUNTIME_CALLS,

  read: (ref, ask) => readWhole(runtimeOf(ref), ask),

  plan({ resource, before }) {
    const runtime = runtimeOf(resource);
    const hindrance = inTheWay(runtime, before);
    if (hindrance !== undefined) return hindrance;
    const has = Object(before['requestHeaderConfiguration']);
    const allowed: readonly string[] = has.requestHeaderAllowlist ?? [];
    const left = allowed.filter((header) => header.toLowerCase() !== 'authorization');
    // The API takes no empty list.
    const [list, value] = left.length > 0 ? [left, { ...has, requestHeaderAllowlist: left }] : [null, null];
    return draft(
      [change('RequestHeaderConfiguration.RequestHeaderAllowlist', has.requestHeaderAllowlist, list)],
      [rewriting(runtime, before, { member: 'requestHeaderConfiguration', value })],
    );
  },
});

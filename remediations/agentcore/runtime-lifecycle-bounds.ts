import { change, defineRemediation, draft, refuse } from '../remediation.ts';
import { inTheWay, NEW_VERSION, RUNTIME_CALLS, runtimeOf } from './_runtime.ts';
import { readWhole, rewriting } from './_whole.ts';

/** Seconds. https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_LifecycleConfiguration.html */
const LEAST = 60;

const IDLE = 'idleRuntimeSessionTimeout';
const LIFE = 'maxLifetime';

const MEMBERS: Readonly<Record<string, string>> = {
  'LifecycleConfiguration.IdleRuntimeSessionTimeout': IDLE,
  'LifecycleConfiguration.MaxLifetime': LIFE,
};

export default defineRemediation({
  id: 'agentcore-runtime-lifecycle-bounds',
  title: 'End sessions of the runtime within the limits',
  resourceType: 'AWS::BedrockAgentCore::Runtime',
  repairs: ['agentcore-runtime-lifecycle-bounds'],
  risk: 'disruptive',
  breaks:
    'Sessions that idle or last longer than the limits end, and what they hold in memory is lost; work in the ' +
    `background that takes longer has to be cut up. ${NEW_VERSION}`,
  ...RUNTIME_CALLS,

  read: (ref, ask) => readWhole(runtimeOf(ref), ask),

  plan({ resource, before, observations }) {
    const runtime = runtimeOf(resource);
    const hindrance = inTheWay(runtime, before);
    if (hindrance !== undefined) return hindrance;
    const has = Object(before['lifecycleConfiguration']);
    const limits = observations.flatMap(({ path, expected }) => {
      const [, most] = /^at most (-?[\d.]+)$/.exec(String(expected)) ?? [];
      const member = MEMBERS[path];
      return most === undefined || member === undefined ? [] : [{ member, most: Math.floor(Number(most)) }];
    });
    const tooLow = limits.find(({ most }) => most < LEAST);
    if (tooLow)
      return refuse(`the limit is ${tooLow.most} seconds, and AgentCore takes no less than ${LEAST}`);
    const asked = { ...has, ...Object.fromEntries(limits.map(({ member, most }) => [member, most])) };
    // AWS takes no idle time that is longer than the life.
    const value = { ...asked, ...(asked[IDLE] > asked[LIFE] && { [IDLE]: asked[LIFE] }) };
    return draft(
      Object.entries(MEMBERS).map(([path, member]) => change(path, has[member], value[member])),
      [rewriting(runtime, before, { member: 'lifecycleConfiguration', value })],
    );
  },
});

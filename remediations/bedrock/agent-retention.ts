import type { JsonObject } from '../../resources/resource.ts';
import type { RuleId } from '../../rules/index.ts';
import { change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { notSettled, readAgent, replacing } from './_agent.ts';

interface Limit {
  /** Where the resource has it. */
  readonly path: string;
  readonly member: 'idleSessionTTLInSeconds' | 'memoryConfiguration';
  /** The least that the API takes. */
  readonly least: number;
  readonly unit: string;
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_UpdateAgent.html, API_agent_MemoryConfiguration.html */
const LIMITS: Partial<Record<RuleId, Limit>> = {
  'bedrock-agent-idle-session-ttl': {
    path: 'IdleSessionTTLInSeconds',
    member: 'idleSessionTTLInSeconds',
    least: 60,
    unit: 'seconds',
  },
  'bedrock-agent-memory-retention': {
    path: 'MemoryConfiguration.StorageDays',
    member: 'memoryConfiguration',
    least: 0,
    unit: 'days',
  },
};

export default defineRemediation({
  id: 'bedrock-agent-retention',
  title: 'Let the agent forget sessions within the limit',
  resourceType: 'AWS::Bedrock::Agent',
  repairs: ['bedrock-agent-idle-session-ttl', 'bedrock-agent-memory-retention'],
  risk: 'disruptive',
  breaks:
    'Whoever talks to the draft and comes back later than the limit starts anew, and what it remembers of older sessions ' +
    'may be gone for good: undoing brings back the setting, not what was forgotten. Versions that aliases point to stay ' +
    'as they are until a new one is published.',
  permissions: ['bedrock:GetAgent', 'bedrock:PrepareAgent', 'bedrock:UpdateAgent'],
  implied: { 'iam:PassRole': 'bedrock:UpdateAgent names the agent’s role again' },
  references: [
    'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_UpdateAgent.html',
    'https://docs.aws.amazon.com/bedrock/latest/userguide/agents-configure-memory.html',
  ],

  read: ({ id }, ask) => readAgent(id, ask),

  plan({ resource: { id }, before, rule, observations }) {
    const limit = LIMITS[rule];
    if (!limit) return refuse(`nothing here repairs ${rule}`);
    const waiting = notSettled(before);
    if (waiting !== undefined) return notYet(waiting);
    const { path, member, least, unit } = limit;
    const [, most] = /^at most (-?[\d.]+)$/.exec(String(observations[0]?.expected)) ?? [];
    if (most === undefined) return refuse('it is so already');
    const value = Math.floor(Number(most));
    if (value < least) return refuse(`the limit is ${most} ${unit}, and Bedrock takes no less than ${least}`);
    const has = before[member] ?? null;
    return member === 'idleSessionTTLInSeconds'
      ? draft([change(path, has, value)], replacing(id, before, { member, value }))
      : draft(
          [change(path, Reflect.get(Object(has), 'storageDays'), value)],
          replacing(id, before, { member, value: { ...(has as JsonObject), storageDays: value } }),
        );
  },
});

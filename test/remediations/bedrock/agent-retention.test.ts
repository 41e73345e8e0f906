import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import remediation from '../../../remediations/bedrock/agent-retention.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import { inMotion } from '../in-motion.ts';
import { itPutsRight, refOf } from '../kit.ts';
import { agent, alsoChanges, anyAgentWith } from './agent.ts';

const remembering = {
  memoryConfiguration: {
    enabledMemoryTypes: ['SESSION_SUMMARY' as const],
    storageDays: 365,
    sessionSummaryConfiguration: { maxRecentSessions: 5 },
  },
};

const scenes = [
  {
    name: 'sessions that end after an hour and a half',
    rule: 'bedrock-agent-idle-session-ttl',
    violating: { idleSessionTTLInSeconds: 5400 },
  },
  {
    name: 'a memory of a year',
    rule: 'bedrock-agent-memory-retention',
    violating: remembering,
  },
] as const;

const sceneOf = ({ name, rule, violating }: (typeof scenes)[number]) => ({
  name,
  rule,
  make: agent(violating),
  alsoChanges,
});

itPutsRight(
  remediation,
  [
    sceneOf(scenes[0]),
    sceneOf(scenes[1]),
    { ...sceneOf(scenes[0]), name: 'never prepared', make: agent(scenes[0].violating, false) },
  ],
  {
    anyScene: fc
      .constantFrom(...scenes)
      .chain((scene) => anyAgentWith(scene.violating).map((make) => ({ ...sceneOf(scene), make }))),
  },
);

describe('what it refuses', () => {
  const plan = (before: JsonObject, expected: string | undefined) =>
    remediation.plan({
      resource: { ...refOf('AWS::Bedrock::Agent', 'A'), source: 'live', properties: {} },
      before: { agentStatus: 'PREPARED', idleSessionTTLInSeconds: 5400, ...before },
      rule: 'bedrock-agent-idle-session-ttl',
      observations:
        expected === undefined ? [] : [{ path: 'IdleSessionTTLInSeconds', expected, actual: 5400 }],
      options: { kmsKeyArn: undefined, tags: {} },
    });

  it.each([
    ['an agent that is changing', { agentStatus: 'UPDATING' }, 'at most 3600', 'the agent is UPDATING; wait'],
    ['a limit that Bedrock does not take', {}, 'at most 59', 'the limit is 59 seconds, and Bedrock takes no'],
    ['what violates nothing', {}, undefined, 'it is so already'],
  ])('%s', (_name, before, expected, refused) => {
    expect(plan(before, expected)).toEqual({
      refused: expect.stringContaining(refused),
      ...inMotion(refused),
    });
  });

  it('a limit between two seconds means the one below', () => {
    expect(plan({}, 'at most 60.9')).toMatchObject({ changes: [{ after: 60 }] });
  });
});

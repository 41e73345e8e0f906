import { describe, expect, it } from 'vitest';
import { type Posture, postureWhenDeleted } from '../../engine/posture.ts';
import { FAILS, judgedPosture, LACKS_KEY, PASSES, UNREADABLE } from '../support/posture.ts';

const RULE = 'rule';
const at = (hour: number): string => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;

describe('what opened a finding', () => {
  const RULES = { rulesDigest: 'rules' };
  const event = (hour: number) => ({ now: at(hour), isEvent: true, ...RULES });
  const openedIn = ({ rules }: Posture) => rules[RULE]?.opened;
  const inOrder = (more: Partial<Parameters<typeof judgedPosture>[2]> = {}) =>
    judgedPosture(null, { [RULE]: PASSES }, { ...event(1), ...more });

  it.each<[what: string, posture: Posture, by: string, generation: number]>([
    ['a change', judgedPosture(inOrder(), { [RULE]: FAILS }, event(2)), 'change', 2],
    [
      'a resource that was just made',
      judgedPosture(null, { [RULE]: FAILS }, { ...event(2), createdAt: '2026-03-01T01:59:00.000Z' }),
      'change',
      1,
    ],
    [
      'a namesake that was just made',
      judgedPosture(
        inOrder({ createdAt: at(0) }),
        { [RULE]: FAILS },
        { ...event(3), createdAt: '2026-03-01T02:59:00.000Z' },
      ),
      'change',
      2,
    ],
    ['a sweep', judgedPosture(inOrder(), { [RULE]: FAILS }, { now: at(2), ...RULES }), 'first-verdict', 2],
    [
      'a change that makes a rule apply',
      judgedPosture(judgedPosture(null, { [RULE]: LACKS_KEY }, event(1)), { [RULE]: FAILS }, event(2)),
      'change',
      2,
    ],
    [
      'the first event about what is old',
      judgedPosture(null, { [RULE]: FAILS }, { ...event(2), createdAt: at(1) }),
      'first-verdict',
      1,
    ],
    [
      'the first event about what has no known age',
      judgedPosture(null, { [RULE]: FAILS }, event(2)),
      'first-verdict',
      1,
    ],
    [
      'other parameters, with an event',
      judgedPosture(inOrder(), { [RULE]: FAILS }, { ...event(2), rulesDigest: 'other' }),
      'first-verdict',
      2,
    ],
    [
      'another revision, with an event',
      judgedPosture(inOrder(), { [RULE]: { verdict: FAILS, revision: 2 } }, event(2)),
      'first-verdict',
      2,
    ],
    [
      'a rule that is new, with an event',
      judgedPosture(judgedPosture(null, { other: PASSES }, event(1)), { [RULE]: FAILS }, event(2)),
      'first-verdict',
      2,
    ],
    [
      'what could not be read before',
      judgedPosture(judgedPosture(inOrder(), { [RULE]: UNREADABLE }, event(2)), { [RULE]: FAILS }, event(3)),
      'first-verdict',
      3,
    ],
  ])('%s', (_what, posture, by, generation) => {
    expect(openedIn(posture)).toEqual({ by, generation });
  });

  it('stays while it fails, and while it cannot be read', () => {
    const open = judgedPosture(inOrder(), { [RULE]: FAILS }, event(2));
    const unread = judgedPosture(open, { [RULE]: UNREADABLE }, event(3));
    const again = judgedPosture(unread, { [RULE]: FAILS }, { ...event(4), isEvent: false });
    expect([open, unread, again].map(openedIn)).toEqual(Array(3).fill({ by: 'change', generation: 2 }));
  });

  it('ends with the finding, and with the resource', () => {
    const open = judgedPosture(inOrder(), { [RULE]: FAILS }, event(2));
    expect(openedIn(judgedPosture(open, { [RULE]: PASSES }, event(3)))).toBeUndefined();
    expect(openedIn(postureWhenDeleted(open, at(3)))).toBeUndefined();
    const reopened = judgedPosture(
      judgedPosture(open, { [RULE]: PASSES }, event(3)),
      { [RULE]: FAILS },
      event(4),
    );
    expect(openedIn(reopened)).toEqual({ by: 'change', generation: 4 });
  });
});

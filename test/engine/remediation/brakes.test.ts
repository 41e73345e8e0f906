import { describe, expect, it } from 'vitest';
import {
  heldBy,
  type Planned,
  type Pointed,
  planBrakes,
  pointerBrakes,
} from '../../../engine/remediation/brakes.ts';
import { decide } from '../../../engine/remediation/decide.ts';
import { noHistory } from '../../../engine/remediation/history.ts';
import { NOTEBOOK, WAIVER } from '../../support/posture.ts';
import { NOW, openRule, triggerWith } from './kit.ts';

const request = triggerWith({ kind: 'request', requester: 'arn:aws:iam::111122223333:user/maya' });

const finding = (rule: object = {}, createdAt: string | null = '2026-01-01T00:00:00.000Z') => ({
  ref: NOTEBOOK,
  rule: openRule(rule),
  createdAt,
});

/** As posture held it before it wrote down what opened a finding. */
const { opened: _, ...neverOpened } = openRule();
const unopened = { ...finding(), rule: neverOpened };

/** Nothing is in the way. */
const pointed: Pointed = {
  trigger: triggerWith(),
  now: NOW,
  finding: finding(),
  isOurs: true,
  isKnownRule: true,
  isInShadow: false,
  hasRemediation: true,
  busySince: null,
  graceMinutes: 15,
};

const planned: Planned = {
  trigger: triggerWith(),
  now: NOW,
  mode: { mode: 'auto', because: 'the settings' },
  killSwitch: { isOn: true },
  status: 'NON_COMPLIANT',
  waiver: null,
  tags: { known: {} },
  optOut: { state: 'none' },
  owner: { kind: 'unknown', name: '', where: '' },
  iacOwned: 'notify',
  risk: 'safe',
  history: noHistory,
  refused: null,
  isInMotion: false,
  triedSince: NOW,
};

const code = { kind: 'terraform', name: 'ml', where: 'there' } as const;
const held = { since: NOW, because: 'it was undone', plan: 'p' };
const often = { openings: { 1: NOW, 2: NOW, 3: NOW, 4: NOW }, held: null };
const hub = { workflow: 'SUPPRESSED', suppressedBy: null };

describe('with nothing in the way', () => {
  it('a safe remediation goes by itself', () => {
    const all = [...heldBy(pointerBrakes, pointed), ...heldBy(planBrakes, planned)];
    expect(decide(all)).toMatchObject({ outcome: 'go', brake: null, held: [] });
  });
});

describe('each brake', () => {
  const pointerCases: readonly [brake: string, outcome: string, facts: Partial<Pointed>][] = [
    ['unknown finding', 'stop', { finding: null }],
    ['another account', 'stop', { isOurs: false }],
    ['unknown rule', 'stop', { isKnownRule: false }],
    ['in shadow', 'stop', { isInShadow: true }],
    ['no remediation', 'stop', { hasRemediation: false }],
    ['resolved', 'stop', { finding: finding({ status: 'COMPLIANT' }) }],
    ['unreadable', 'wait', { finding: finding({ status: 'INSUFFICIENT_DATA', since: NOW }) }],
    ['stale', 'stop', { finding: unopened }],
    ['stale', 'stop', { trigger: triggerWith({ generation: 1 }) }],
    ['suppressed', 'stop', { finding: finding({ hub }) }],
    ['first verdict', 'stop', { finding: unopened, trigger: triggerWith({ generation: null }) }],
    ['first verdict', 'stop', { finding: finding({ opened: { by: 'first-verdict', generation: 2 } }) }],
    ['grace', 'wait', { finding: finding({}, '2026-03-01T11:50:00.000Z') }],
    ['under way', 'wait', { busySince: '2026-03-01T11:59:00.000Z' }],
  ];
  const planCases: readonly [brake: string, outcome: string, facts: Partial<Planned>][] = [
    ['not violated', 'stop', { status: 'COMPLIANT' }],
    ['not violated', 'wait', { status: 'INSUFFICIENT_DATA' }],
    ['waiver', 'stop', { waiver: WAIVER }],
    [
      'opt-out',
      'stop',
      { optOut: { state: 'in-force', owner: 'Ann', reason: 'study', until: '2026-09-01' } },
    ],
    ['opt-out', 'stop', { optOut: { state: 'malformed', because: 'it lacks owner' } }],
    ['tags unreadable', 'wait', { tags: { known: null, because: 'access denied' } }],
    ['mode off', 'stop', { mode: { mode: 'off', because: 'the settings' } }],
    ['nothing to do', 'stop', { refused: 'it is so already' }],
    ['in motion', 'wait', { refused: 'it is Pending', isInMotion: true }],
    ['kill switch', 'notify', { killSwitch: { isOn: false, because: 'it is off' } }],
    ['mode notify', 'notify', { mode: { mode: 'notify', because: 'the settings' } }],
    ['kept as code', 'notify', { owner: code }],
    ['held', 'notify', { history: { openings: {}, held } }],
    ['fought over', 'notify', { history: often }],
    ['disruptive', 'approve', { risk: 'disruptive' }],
    ['mode approve', 'approve', { mode: { mode: 'approve', because: 'the settings' } }],
    ['requested', 'approve', { trigger: request }],
  ];

  it.each(pointerCases)('%s: %s', (brake, outcome, facts) => {
    const decision = decide(heldBy(pointerBrakes, { ...pointed, ...facts }));
    expect(decision).toMatchObject({ brake, outcome });
    expect(decision.because).not.toBe('');
  });

  it.each(planCases)('%s: %s', (brake, outcome, facts) => {
    const decision = decide(heldBy(planBrakes, { ...planned, ...facts }));
    expect(decision).toMatchObject({ brake, outcome });
    expect(decision.held).toHaveLength(1);
    expect(decision.because).not.toBe('');
  });

  it('has a case here', () => {
    const cases = [...pointerCases, ...planCases].map(([brake]) => brake);
    const all = [...Object.keys(pointerBrakes), ...Object.keys(planBrakes)];
    expect(new Set(cases)).toEqual(new Set(all));
  });
});

describe('what a person asks for', () => {
  it.each<[string, Partial<Planned>]>([
    ['where the mode is notify', { mode: { mode: 'notify', because: 'the default' } }],
    ['after a failure', { history: { openings: {}, held } }],
    ['where it is fought over', { history: often }],
  ])('needs another one, and no more, %s', (_where, facts) => {
    const decision = decide(heldBy(planBrakes, { ...planned, trigger: request, ...facts }));
    expect(decision).toMatchObject({ brake: 'requested', outcome: 'approve' });
  });

  it.each<[string, Partial<Planned>]>([
    ['the mode is off', { mode: { mode: 'off', because: 'the settings' } }],
    ['it is opted out', { optOut: { state: 'malformed', because: 'x' } }],
    ['a waiver holds', { waiver: WAIVER }],
  ])('does not happen where %s', (_where, facts) => {
    expect(decide(heldBy(planBrakes, { ...planned, trigger: request, ...facts })).outcome).toBe('stop');
  });

  it('may be about a first verdict, and about what is young', () => {
    const first = finding({ opened: { by: 'first-verdict', generation: 2 } }, NOW);
    expect(heldBy(pointerBrakes, { ...pointed, trigger: request, finding: first })).toEqual([]);
  });
});

describe('a decision', () => {
  it('is of the brake that allows least, and names all', () => {
    const facts: Planned = {
      ...planned,
      risk: 'disruptive',
      killSwitch: { isOn: false, because: 'off' },
      waiver: WAIVER,
    };
    const { outcome, brake, held: all } = decide(heldBy(planBrakes, facts));
    expect({ outcome, brake }).toEqual({ outcome: 'stop', brake: 'waiver' });
    expect(all.map((each) => each.brake)).toEqual(['waiver', 'kill switch', 'disruptive']);
  });

  it('tells how long to wait', () => {
    const facts = { ...pointed, finding: finding({}, '2026-03-01T11:50:00.000Z') };
    expect(decide(heldBy(pointerBrakes, facts)).waitSeconds).toBe(300);
  });

  it('waits no longer than the grace', () => {
    const facts = { ...pointed, finding: finding({}, '2026-03-01T11:45:00.000Z') };
    expect(heldBy(pointerBrakes, facts)).toEqual([]);
  });

  it.each([
    ['2026-03-01T11:59:00.000Z', 60],
    ['2026-03-01T11:00:00.001Z', 60],
    ['2026-03-01T11:00:00.000Z', 900],
  ])('about a resource that another one has worked on since %s comes again after %i seconds', (busySince, waitSeconds) => {
    expect(decide(heldBy(pointerBrakes, { ...pointed, busySince }))).toMatchObject({ waitSeconds });
  });

  it.each<[string, Partial<Planned>]>([
    ['in motion', { refused: 'it is Pending', isInMotion: true }],
    ['without tags that can be read', { tags: { known: null, because: 'access denied' } }],
    ['unreadable', { status: 'INSUFFICIENT_DATA', refused: 'it cannot be judged', isInMotion: true }],
  ])('waits for what is %s, soon at first, and stops after six hours', (_what, facts) => {
    const outcomeOf = (triedSince: string) => {
      const { outcome, waitSeconds } = decide(heldBy(planBrakes, { ...planned, ...facts, triedSince }));
      return [outcome, waitSeconds];
    };
    expect(outcomeOf(NOW)).toEqual(['wait', 60]);
    expect(outcomeOf('2026-03-01T11:00:00.000Z')).toEqual(['wait', 900]);
    expect(outcomeOf('2026-03-01T06:00:01.000Z')).toEqual(['wait', 900]);
    expect(outcomeOf('2026-03-01T06:00:00.000Z')).toEqual(['stop', undefined]);
    const late = decide(heldBy(planBrakes, { ...planned, ...facts, triedSince: '2026-03-01T06:00:00.000Z' }));
    expect(late.because).toMatch(/.; it was waited for 6 hours$/);
  });

  it('waits three days for what cannot be judged any more, and says why it cannot', () => {
    const of = (since: string) => {
      const unreadable = finding({ status: 'INSUFFICIENT_DATA', since, because: 'access denied' });
      return decide(heldBy(pointerBrakes, { ...pointed, finding: unreadable }));
    };
    expect(of('2026-02-26T12:00:01.000Z')).toMatchObject({
      outcome: 'wait',
      because: expect.stringContaining('access denied'),
    });
    expect(of('2026-02-26T12:00:00.000Z')).toMatchObject({ outcome: 'stop', brake: 'unreadable' });
  });

  it('says that nobody tells why it cannot be judged', () => {
    const unreadable = finding({ status: 'INSUFFICIENT_DATA', since: NOW });
    expect(decide(heldBy(pointerBrakes, { ...pointed, finding: unreadable })).because).toMatch(
      /cannot be judged: nobody says why$/,
    );
  });

  it('goes on with what is in motion, where nothing is refused for it', () => {
    expect(heldBy(planBrakes, { ...planned, isInMotion: true })).toEqual([]);
  });

  it('is about whichever generation opened it, where the trigger names none', () => {
    expect(heldBy(pointerBrakes, { ...pointed, trigger: triggerWith({ generation: null }) })).toEqual([]);
  });

  it('needs nothing of Security Hub', () => {
    const { hub: _hub, ...rule } = openRule();
    expect(heldBy(pointerBrakes, { ...pointed, finding: { ...finding(), rule } })).toEqual([]);
  });

  it('leaves what code keeps to the settings', () => {
    expect(heldBy(planBrakes, { ...planned, owner: code, iacOwned: 'apply' })).toEqual([]);
  });

  it('takes our own suppression for none', () => {
    const facts = { ...pointed, finding: finding({ hub: { ...hub, suppressedBy: 'assay' } }) };
    expect(heldBy(pointerBrakes, facts)).toEqual([]);
  });
});

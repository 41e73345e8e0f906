import type { ResourceRef } from '../../resources/resource.ts';
import type { RulePosture } from '../posture.ts';
import type { AppliedWaiver } from '../waiver.ts';
import { type History, isFoughtOver, reopenings } from './history.ts';
import type { ChosenMode } from './mode.ts';
import type { OptOut } from './opt-out.ts';
import { isCode } from './owner.ts';
import type { Owner, Risk } from './plan.ts';
import type { Tags } from './tags.ts';
import type { Trigger } from './trigger.ts';

/** What a brake still allows, from least to most. `stop`: nothing; `wait`: to come again; `notify`: to tell; `approve`: to ask. */
export const ALLOWED = ['stop', 'wait', 'notify', 'approve'] as const;

/** A brake that holds. */
export interface Held {
  readonly brake: string;
  readonly allows: (typeof ALLOWED)[number];
  /** A sentence for whoever wonders why nothing happened. */
  readonly because: string;
  /** Until it is worth to come again. */
  readonly waitSeconds?: number;
}

/** What is known before the resource is read again. */
export interface Pointed {
  readonly trigger: Trigger;
  /** ISO 8601. */
  readonly now: string;
  /** Null: posture knows no such finding. */
  readonly finding: {
    readonly ref: ResourceRef;
    readonly rule: RulePosture;
    readonly createdAt: string | null;
  } | null;
  /** It lies in an account that is watched from here. */
  readonly isOurs: boolean;
  /** The rule is among those in force. */
  readonly isKnownRule: boolean;
  /** By the settings, or by the verdict that posture holds. */
  readonly isInShadow: boolean;
  readonly hasRemediation: boolean;
  /** ISO 8601: since when another remediation works on the resource; null: none does. */
  readonly busySince: string | null;
  readonly graceMinutes: number;
}

/** What is known once it was read and judged again. */
export interface Planned {
  readonly trigger: Trigger;
  readonly now: string;
  readonly mode: ChosenMode;
  readonly killSwitch: KillSwitch;
  readonly status: string;
  readonly waiver: AppliedWaiver | null;
  readonly tags: Tags;
  readonly optOut: OptOut;
  readonly owner: Owner;
  readonly iacOwned: 'notify' | 'apply';
  readonly risk: Risk;
  readonly history: History;
  /** Why the remediation itself makes no plan. */
  readonly refused: string | null;
  /** It makes none while the resource is in motion. */
  readonly isInMotion: boolean;
  /** ISO 8601: since when it is tried to make a plan, or to begin. */
  readonly triedSince: string;
}

export type KillSwitch = { readonly isOn: true } | { readonly isOn: false; readonly because: string };

const HOUR_MS = 3_600_000;
/** What cannot be read is waited for as long as people may take to notice. */
const UNREADABLE_HOURS = 72;
/** Longer than any change of AWS's takes. */
const MOTION_HOURS = 6;

type Brake<Facts> = (facts: Facts) => Omit<Held, 'brake'> | null;

const stop = (because: string) => ({ allows: 'stop', because }) as const;
const tell = (because: string) => ({ allows: 'notify', because }) as const;
const ask = (because: string) => ({ allows: 'approve', because }) as const;

const isByItself = ({ kind }: Trigger): boolean => kind === 'verdict';

/** Each holds on its own, and none knows of another. */
export const pointerBrakes: Readonly<Record<string, Brake<Pointed>>> = {
  'unknown finding': ({ finding }) =>
    finding ? null : stop('nothing is known here of such a finding: the trigger is none of ours, or too old'),

  'another account': ({ isOurs }) =>
    isOurs ? null : stop('the resource is in an account that is not watched from here'),

  'unknown rule': ({ isKnownRule, trigger }) =>
    isKnownRule ? null : stop(`no rule in force is called ${trigger.rule}`),

  'in shadow': ({ isInShadow, trigger }) =>
    isInShadow ? stop(`${trigger.rule} is in shadow: it is judged, and nothing follows from it`) : null,

  'no remediation': ({ hasRemediation, trigger }) =>
    hasRemediation ? null : stop(`nothing here puts ${trigger.rule} right on such a resource`),

  resolved: ({ finding }) =>
    !finding || FAILS.has(finding.rule.status) ? null : stop(`it is ${finding.rule.status} by now`),

  unreadable: ({ finding, now }) => {
    if (finding?.rule.status !== 'INSUFFICIENT_DATA') return null;
    const { since, because = 'nobody says why' } = finding.rule;
    return patiently(`since ${since} it cannot be judged: ${because}`, {
      since,
      now,
      hours: UNREADABLE_HOURS,
    });
  },

  stale: ({ finding, trigger: { generation } }) =>
    !finding || generation === null || generation === finding.rule.opened?.generation
      ? null
      : stop(`generation ${generation} did not open it: it has been closed or judged anew since`),

  suppressed: ({ finding }) =>
    finding?.rule.hub?.workflow === 'SUPPRESSED' && finding.rule.hub.suppressedBy !== 'assay'
      ? stop('an analyst has suppressed it in Security Hub')
      : null,

  'first verdict': ({ finding, trigger }) =>
    isByItself(trigger) && finding && finding.rule.opened?.by !== 'change'
      ? stop(
          'it is the first verdict after a deployment, by new rules or about an old resource: nothing begins by itself',
        )
      : null,

  grace: ({ finding, trigger, graceMinutes, now }) => {
    if (!finding || !isByItself(trigger)) return null;
    const born = Date.parse(finding.createdAt ?? finding.rule.since);
    const left = Math.ceil((born + graceMinutes * 60_000 - Date.parse(now)) / 1000);
    if (!(left > 0)) return null;
    const because = `it is younger than ${graceMinutes} minutes: whoever makes it may not be done`;
    return { allows: 'wait', because, waitSeconds: left };
  },

  'under way': ({ busySince, now }) => {
    if (busySince === null) return null;
    const because = 'another remediation works on the resource: what is read now is half of it';
    return { allows: 'wait', because, waitSeconds: pauseSince(busySince, now) };
  },
};

/** The finding is open while what failed cannot be read. */
const FAILS: ReadonlySet<string> = new Set(['NON_COMPLIANT', 'INSUFFICIENT_DATA']);

/** Soon at first: most that is waited for takes minutes. */
const pauseSince = (since: string, now: string): number =>
  Date.parse(now) - Date.parse(since) < HOUR_MS ? 60 : 900;

interface Spell {
  readonly since: string;
  readonly now: string;
  readonly hours: number;
}

/** What may pass is waited for, and not for ever. */
const patiently = (because: string, { since, now, hours }: Spell) =>
  Date.parse(now) - Date.parse(since) < hours * HOUR_MS
    ? ({ allows: 'wait', because, waitSeconds: pauseSince(since, now) } as const)
    : stop(`${because}; it was waited for ${hours} hours`);

/** The same, of what only a read tells. */
export const planBrakes: Readonly<Record<string, Brake<Planned>>> = {
  'not violated': ({ status, triedSince, now }) => {
    if (status === 'NON_COMPLIANT') return null;
    const because = `it was judged again and is ${status}`;
    const spell = { since: triedSince, now, hours: MOTION_HOURS };
    return status === 'INSUFFICIENT_DATA' ? patiently(because, spell) : stop(because);
  },

  waiver: ({ waiver }) =>
    waiver ? stop(`${waiver.ticket} waives it until ${waiver.expires}: ${waiver.reason}`) : null,

  'opt-out': ({ optOut }) => {
    if (optOut.state === 'malformed') return stop(`its opt-out tag holds, though ${optOut.because}`);
    if (optOut.state !== 'in-force') return null;
    return stop(`${optOut.owner} keeps remediations off it until ${optOut.until}: ${optOut.reason}`);
  },

  'tags unreadable': ({ tags, triedSince, now }) => {
    if (tags.known) return null;
    const because = `whether it is opted out cannot be known: ${tags.because}`;
    return patiently(because, { since: triedSince, now, hours: MOTION_HOURS });
  },

  'mode off': ({ mode }) => (mode.mode === 'off' ? stop(`${mode.because}: off`) : null),

  'nothing to do': ({ refused, isInMotion }) => (refused === null || isInMotion ? null : stop(refused)),

  'in motion': ({ refused, isInMotion, triedSince, now }) =>
    refused === null || !isInMotion
      ? null
      : patiently(refused, { since: triedSince, now, hours: MOTION_HOURS }),

  'kill switch': ({ killSwitch }) => (killSwitch.isOn ? null : tell(killSwitch.because)),

  'mode notify': ({ mode, trigger }) =>
    mode.mode === 'notify' && isByItself(trigger) ? tell(`${mode.because}: notify`) : null,

  'kept as code': ({ owner, iacOwned }) =>
    isCode(owner) && iacOwned === 'notify'
      ? tell(`${owner.name} keeps it, and would undo the change: ${owner.where}`)
      : null,

  held: ({ history: { held }, trigger }) =>
    held && isByItself(trigger)
      ? tell(`since ${held.since} nothing happens to it by itself, until a person clears it: ${held.because}`)
      : null,

  'fought over': ({ history, now, trigger }) =>
    isFoughtOver(history, now) && isByItself(trigger)
      ? tell(
          `it was put right and reopened ${reopenings(history, now)} times within a day: somebody puts it back`,
        )
      : null,

  disruptive: ({ risk }) =>
    risk === 'disruptive' ? ask('it disrupts: a person has to let it happen') : null,

  'mode approve': ({ mode }) => (mode.mode === 'approve' ? ask(`${mode.because}: approve`) : null),

  requested: ({ trigger }) =>
    isByItself(trigger) ? null : ask('a person asked for it: another one has to let it happen'),
};

/** All that hold. */
export const heldBy = <Facts>(
  brakes: Readonly<Record<string, Brake<Facts>>>,
  facts: Facts,
): readonly Held[] =>
  Object.entries(brakes).flatMap(([brake, holds]) => {
    const held = holds(facts);
    return held ? [{ brake, ...held }] : [];
  });

import type { ResourceRef } from '../resources/resource.ts';
import type { HubFinding } from './hub-finding.ts';
import type { Posture, RulePosture } from './posture.ts';
import type { Status } from './verdict.ts';

/** One rule's status on one resource became another one. */
export interface Transition {
  readonly rule: string;
  readonly ref: ResourceRef;
  readonly from: Status | null;
  readonly to: RulePosture;
  /** Of the posture that says so. */
  readonly generation: number;
  readonly updatedAt: string;
}

/** What changed between two postures of one resource; `before` is null for its first. */
export function transitionsBetween(before: Posture | null, after: Posture): readonly Transition[] {
  const { ref, generation, updatedAt } = after;
  const known = counting(before?.rules ?? {});
  const said = { ...ended(known, after), ...counting(after.rules) };
  return Object.entries(said).flatMap(([rule, to]) => {
    const from = known[rule]?.status ?? null;
    return from === to.status ? [] : [{ rule, ref, from, to, generation, updatedAt }];
  });
}

/** Posture drops what Security Hub was never told; AWS Config was, and its COMPLIANT must not outlive the resource. */
function ended(known: Posture['rules'], { presence, updatedAt, rules }: Posture): Posture['rules'] {
  const left = (rule: string) => (rules[rule]?.shadow ? 'the rule is in shadow' : 'the rule is not in force');
  return Object.fromEntries(
    Object.entries(known).map(([rule, { revision, severity }]) => {
      const because = presence === 'deleted' ? 'deleted' : left(rule);
      return [rule, { revision, severity, status: 'NOT_APPLICABLE' as const, since: updatedAt, because }];
    }),
  );
}

/** What is in shadow is announced to nobody: as if it had never been said. */
const counting = (rules: Posture['rules']): Posture['rules'] =>
  Object.fromEntries(Object.entries(rules).filter(([, { shadow }]) => !shadow));

/** One finding that Security Hub is to be told of. */
export interface HubNews {
  readonly rule: string;
  readonly posture: RulePosture & { readonly hub: HubFinding };
}

/** What Security Hub has not been told yet. A change that came from the hub itself is none. */
export function hubNewsBetween(before: Posture | null, after: Posture): readonly HubNews[] {
  return Object.entries(after.rules).flatMap(([rule, { hub, ...rest }]) => {
    const isNews = hub !== undefined && hub.step !== before?.rules[rule]?.hub?.step;
    return isNews ? [{ rule, posture: { ...rest, hub } }] : [];
  });
}

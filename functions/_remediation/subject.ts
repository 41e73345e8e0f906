import { findingId } from '../../engine/finding-id.ts';
import type { Posture } from '../../engine/posture.ts';
import type { Pointed } from '../../engine/remediation/brakes.ts';
import { DEFAULT_REMEDIATION } from '../../engine/remediation/mode.ts';
import type { Trigger } from '../../engine/remediation/trigger.ts';
import type { Remediation } from '../../remediations/remediation.ts';
import type { PlanPorts } from './ports.ts';

/** What posture holds of what a trigger points to, and nothing of what the trigger says itself. */
export interface Found {
  readonly pointed: Pointed;
  readonly remediation: Remediation | undefined;
}

/** For an execution: what it does to the resource itself is in nobody's way. */
export async function find(trigger: Trigger, ports: PlanPorts, execution: string): Promise<Found> {
  const { posture } = await ports.posture.recall(trigger.key);
  const holder = await ports.store.holder(trigger.key);
  const finding = findingIn(posture, trigger);
  const rule = ports.house.rules.find(({ id }) => id === trigger.rule);
  const remediation = ports.remediations.find(
    ({ repairs, resourceType }) =>
      repairs.some((rule) => rule === trigger.rule) && resourceType === finding?.ref.type,
  );
  return {
    remediation,
    pointed: {
      trigger,
      now: ports.home.now().toISOString(),
      finding,
      isOurs: finding !== null && ports.awsOf(finding.ref.account) !== undefined,
      isKnownRule: rule !== undefined,
      isInShadow: rule?.shadow === true || finding?.rule.shadow === true,
      hasRemediation: remediation !== undefined,
      busySince: holder && holder.execution !== execution ? holder.since : null,
      graceMinutes: ports.settings.graceMinutes ?? DEFAULT_REMEDIATION.graceMinutes,
    },
  };
}

/** Anybody may name a key and a rule; only the finding that posture holds has the id that they make. */
export function findingIn(posture: Posture | null, { rule, finding }: Pick<Trigger, 'rule' | 'finding'>) {
  const known = posture?.rules[rule];
  if (!posture || !known || posture.presence === 'deleted') return null;
  if (findingId(rule, posture.ref) !== finding) return null;
  return { ref: posture.ref, rule: known, createdAt: posture.createdAt };
}

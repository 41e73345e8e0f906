import { findingId } from '../finding-id.ts';
import type { Posture, RulePosture } from '../posture.ts';
import type { Rule } from '../rule.ts';
import type { DraftFinding } from './assemble.ts';

export interface PosturesOptions {
  /** Undefined for a rule that is no more. */
  readonly ruleOf: (id: string) => Pick<Rule, 'id' | 'profile'> | undefined;
  /** ISO 8601. */
  readonly asOf: string;
}

/** The findings of a resource that exists. What Security Hub was last told shows whether a failure was seen fixed. */
export function findingsOfPosture(posture: Posture, options: PosturesOptions): readonly DraftFinding[] {
  if (posture.presence === 'deleted') return [];
  return Object.entries(posture.rules)
    .filter(([, { status, hub }]) => !(status === 'NOT_APPLICABLE' && hub?.recordState === 'ARCHIVED'))
    .map(([rule, standing]) => findingOf(posture, { rule, standing, options }));
}

interface Standing {
  readonly rule: string;
  readonly standing: RulePosture;
  readonly options: PosturesOptions;
}

function findingOf({ ref, readAt }: Posture, { rule: id, standing, options }: Standing): DraftFinding {
  const { status, severity, since, observations = [], because = null, waiver, hub, shadow } = standing;
  const rule = options.ruleOf(id);
  const isWaived = waiver !== undefined && options.asOf.slice(0, 10) <= waiver.expires;
  const failedBefore =
    status === 'INSUFFICIENT_DATA' && hub?.compliance === 'FAILED' && hub.recordState === 'ACTIVE';
  return {
    id: findingId(id, ref),
    rule: rule?.id ?? id,
    resource: {
      type: ref.type,
      id: ref.arn ?? ref.id,
      account: ref.account,
      region: ref.region,
      file: null,
    },
    status,
    severity,
    advisory: rule?.profile === 'advisory' || shadow === true,
    ...(shadow && { shadow }),
    observations,
    because,
    waiver: isWaived ? waiver : null,
    since,
    // Since when it failed before it could not be seen, posture does not keep.
    failingSince: status === 'NON_COMPLIANT' || failedBefore ? since : null,
    failedBefore,
    firstEvaluated: null,
    lastEvaluated: readAt[1] || null,
    failingSeconds: null,
    evidence: [],
  };
}

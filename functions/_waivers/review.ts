import type { PostureStore } from '../../adapters/aws/posture.ts';
import { canonicalJson } from '../../engine/canonical.ts';
import { LOOK_SCHEMA, type Look } from '../../engine/look.ts';
import type { Posture } from '../../engine/posture.ts';
import type { Rule } from '../../engine/rule.ts';
import type { AppliedWaiver, Waivers } from '../../engine/waiver.ts';
import type { ResourceDefinition } from '../../resources/definition.ts';
import type { Resource } from '../../resources/resource.ts';
import type { House } from '../_evaluation/house.ts';

export interface Review {
  readonly postures: Pick<PostureStore, 'ofType'>;
  readonly definitions: readonly ResourceDefinition[];
  readonly house: Pick<House, 'judge'>;
  readonly waivers: Waivers;
  /** ISO 8601. */
  readonly now: string;
}

/** Looks at the resources on which another waiver is in force than posture shows: one that began, ended or changed. */
export async function* looksDue({ definitions, ...review }: Review): AsyncGenerator<Look> {
  for (const { type } of definitions) {
    const rules = new Map(review.house.judge.rulesFor(type).map((rule) => [rule.id, rule]));
    if (rules.size === 0) continue;
    for await (const posture of review.postures.ofType(type)) {
      if (posture.presence !== 'deleted' && isDue(posture, { ...review, rules })) {
        yield { schema: LOOK_SCHEMA, reason: 'waiver', ref: posture.ref, requestedAt: review.now };
      }
    }
  }
}

function isDue(
  { ref, rules: judged }: Posture,
  { rules, waivers }: { readonly rules: ReadonlyMap<string, Rule>; readonly waivers: Waivers },
): boolean {
  const resource: Resource = { ...ref, source: 'state', properties: {} };
  // All of them are asked, though one is enough: a waiver remembers that it was of use.
  const changed = Object.entries(judged).filter(([id, { status, waiver = null }]) => {
    const rule = rules.get(id);
    if (rule === undefined || !NEEDS_WAIVER.has(status)) return false;
    const inForce = waivers.match(rule, resource);
    return status === 'NON_COMPLIANT' && !isSame(inForce, waiver);
  });
  return changed.length > 0;
}

/** What cannot be read may be a violation still: its waiver is of use. */
const NEEDS_WAIVER: ReadonlySet<string> = new Set(['NON_COMPLIANT', 'INSUFFICIENT_DATA']);

const isSame = (one: AppliedWaiver | null, other: AppliedWaiver | null): boolean =>
  canonicalJson(one && { ...one }) === canonicalJson(other && { ...other });

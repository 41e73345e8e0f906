import type { Announcement } from '../../adapters/aws/event-bus.ts';
import { findingId } from '../../engine/finding-id.ts';
import { type Transition, transitionsBetween } from '../../engine/transition.ts';
import type { PostureChange } from '../_runtime/handler.ts';

const VERDICT_CHANGED = 'Assay Verdict Changed';

/** With the rest of an entry within what EventBridge takes. */
const MAX_DETAIL_BYTES = 200 * 1024;

/** What a change of posture is announced as: one event a verdict that became another one. */
export function announcementsOf({ before, after }: PostureChange): readonly Announcement[] {
  return transitionsBetween(before, after).map((transition) => {
    const { ref, rule, updatedAt } = transition;
    const subject = findingId(rule, ref);
    return {
      detailType: VERDICT_CHANGED,
      detail: detailOf(transition, { findingId: subject, presence: after.presence }),
      resources: ref.arn === undefined || ref.synthetic ? [] : [ref.arn],
      at: new Date(updatedAt),
      subject,
    };
  });
}

function detailOf(
  { rule, ref, from, to, generation, updatedAt }: Transition,
  about: { readonly findingId: string; readonly presence: string },
): string {
  const { status, severity, because, observations, waiver } = to;
  const detail = {
    ...about,
    rule,
    severity,
    resource: ref,
    from,
    to: status,
    waived: waiver !== undefined,
    generation,
    updatedAt,
  };
  const whole = JSON.stringify({ ...detail, because, observations });
  // Whoever needs them finds them in posture.
  return Buffer.byteLength(whole) > MAX_DETAIL_BYTES ? JSON.stringify(detail) : whole;
}

import { hubNewsBetween } from '../../engine/transition.ts';
import type { PostureChange } from '../_runtime/handler.ts';
import type { Pending } from './tell.ts';

/** All that a batch of the stream has to say of one finding. */
export interface News extends Pending {
  /** Where in the batch it begins. */
  readonly index: number;
  /** ISO 8601: when the first of it came to be known. */
  readonly since: string;
}

/** The news in changes of posture, one a finding: the last word wins, and a workflow that was set once is set. */
export function newsIn(changes: readonly PostureChange[]): readonly News[] {
  const news = new Map<string, News>();
  for (const [index, { before, after }] of changes.entries()) {
    for (const { rule, posture } of hubNewsBetween(before, after)) {
      const { key, updatedAt } = after;
      const name = `${key}\n${rule}`;
      const earlier = news.get(name);
      const says = earlier?.says || posture.hub.word?.at === posture.hub.updatedAt;
      news.set(name, {
        key,
        rule,
        says,
        seen: after,
        index: earlier?.index ?? index,
        since: earlier?.since ?? updatedAt,
      });
    }
  }
  return [...news.values()];
}

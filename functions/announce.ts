import { eventBus } from '../adapters/aws/event-bus.ts';
import { announcementsOf } from './_publishing/announcement.ts';
import { parseEnv } from './_runtime/env.ts';
import { type PostureChange, postureHandler } from './_runtime/handler.ts';
import { logger, measure } from './_runtime/observability.ts';
import { home } from './_runtime/world.ts';

const env = parseEnv('FINDINGS_BUS');
const announceAll = eventBus(home(), { bus: env.FINDINGS_BUS, source: 'assay' });

/** Verdicts that became others → the findings bus. Gives the sequence from which the stream is to come again. */
export async function announce(changes: readonly PostureChange[]): Promise<string | undefined> {
  const news = changes.flatMap((change) =>
    announcementsOf(change).map((announcement) => ({ announcement, sequence: change.sequence })),
  );
  const { again, refused } = await announceAll(news.map(({ announcement }) => announcement));
  for (const { index, because } of refused) {
    measure('PoisonMessages');
    logger.error('the findings bus refuses an event', {
      finding: news[index]?.announcement.subject,
      because,
      remedy: 'report it; posture and Security Hub hold the verdict all the same',
    });
  }
  return again === undefined ? undefined : news[again]?.sequence;
}

export const handler = postureHandler(announce);

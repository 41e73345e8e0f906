import { messageQueue } from '../adapters/aws/queue.ts';
import { deployedTell, TELLING } from './_publishing/deployed.ts';
import { newsIn } from './_publishing/news.ts';
import { reportPublished } from './_publishing/report.ts';
import { unpublished } from './_publishing/unpublished.ts';
import { parseEnv } from './_runtime/env.ts';
import { type PostureChange, postureHandler } from './_runtime/handler.ts';
import { home } from './_runtime/world.ts';

const env = parseEnv(...TELLING, 'UNPUBLISHED_QUEUE_URL');
const aws = home();
/** https://docs.aws.amazon.com/securityhub/latest/partnerguide/guidelines-batchimportfindings.html */
const tell = deployedTell(env, 10);
const park = messageQueue(aws, env.UNPUBLISHED_QUEUE_URL);

/** The stream holds a change for a day, and all behind it in its shard wait for it. */
const PATIENCE_MS = 15 * 60_000;

/**
 * News of findings → Security Hub. What it can't take soon waits in a queue, so that nothing else waits for it: the
 * stream comes again, from the sequence that this gives, for what is likely to be taken at once.
 */
export async function publishFindings(changes: readonly PostureChange[]): Promise<string | undefined> {
  const news = newsIn(changes);
  const untold = await tell(news);
  reportPublished(news, untold);
  const isSoon = ({ since }: { readonly since: string }) =>
    aws.now().getTime() - Date.parse(since) < PATIENCE_MS;
  const again = news.filter((each) => untold.get(each)?.kind === 'later' && isSoon(each));
  await park(unpublished(news.filter((each) => untold.has(each) && !again.includes(each))));
  const first = again.reduce((least, { index }) => Math.min(least, index), changes.length);
  return changes[first]?.sequence;
}

export const handler = postureHandler(publishFindings);

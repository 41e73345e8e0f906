import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Aws } from '../../adapters/aws/aws.ts';
import type { DirtyRule, DirtyRules } from '../../adapters/aws/config/dirty-rules.ts';
import { MAX_RULES_A_CALL, ruleStates, startEvaluation } from '../../adapters/aws/config/start.ts';
import { logger, measure } from '../_runtime/observability.ts';

/** What waking needs of the world. */
export interface WakePorts {
  readonly home: Aws;
  readonly dirty: DirtyRules;
  /** Config rules that AWS Config does not invoke by itself when such a verdict changes. */
  readonly wokenBy: (verdict: { readonly rule: string; readonly type: string }) => readonly string[];
}

const POSTPONE_MS = 5 * 60_000;

const changedSchema = z.object({
  detail: z.object({
    rule: z.string(),
    resource: z.looseObject({ type: z.string() }),
    updatedAt: z.string(),
  }),
});

/** Puts the rules whose verdicts changed into the dirty set. Gives the ids of messages that cannot be understood. */
export async function markDirty(
  records: readonly Pick<SQSRecord, 'messageId' | 'body'>[],
  { dirty, wokenBy }: WakePorts,
): Promise<readonly string[]> {
  const poisonous: string[] = [];
  const since = new Map<string, string>();
  for (const { messageId, body } of records) {
    const changed = z.safeParse(changedSchema, parsed(body));
    if (!changed.success) {
      measure('PoisonMessages');
      logger.error('no change of a verdict; it goes to the dead-letter queue', { messageId });
      poisonous.push(messageId);
      continue;
    }
    const { rule, resource, updatedAt } = changed.data.detail;
    for (const name of wokenBy({ rule, type: resource.type })) {
      const known = since.get(name);
      since.set(name, known === undefined || updatedAt < known ? updatedAt : known);
    }
  }
  for (const [name, time] of since) await dirty.mark(name, time);
  return poisonous;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/**
 * Wakes the oldest dirty rules, if nobody has called within the minute. A rule leaves the set only once AWS Config has
 * accepted it: a crash before that wakes it again. Gives the names of those that were woken.
 */
export async function wakeOldest({ home, dirty }: WakePorts): Promise<readonly string[]> {
  const now = home.now().toISOString();
  const rules = await dirty.all();
  const [oldest] = rules;
  measure('ConfigLag', oldest ? Math.max(0, (Date.parse(now) - Date.parse(oldest.since)) / 1000) : 0);
  const ready = rules.filter(({ notBefore = '' }) => notBefore <= now).slice(0, MAX_RULES_A_CALL);
  if (ready.length === 0 || !(await dirty.takeSlot())) return [];
  const woken = await start(ready, { home, dirty });
  for (const rule of woken) await dirty.clean(rule, now);
  measure('ConfigRulesWoken', woken.length);
  if (woken.length > 0) logger.info('woke rules of AWS Config', { rules: woken.map(({ name }) => name) });
  return woken.map(({ name }) => name);
}

type Woken = Pick<WakePorts, 'home' | 'dirty'>;

async function start(rules: readonly DirtyRule[], ports: Woken): Promise<readonly DirtyRule[]> {
  const started = await startEvaluation(ports.home, names(rules));
  if (started === 'started') return rules;
  if (started === 'later') return later();
  const able = await ableOf(rules, ports);
  if (able.length === rules.length) {
    throw new Error(`AWS Config refuses to start rules that it says are active: ${names(rules).join(', ')}`);
  }
  if (able.length === 0) return [];
  const again = await startEvaluation(ports.home, names(able));
  if (again === 'started') return able;
  if (again === 'later') return later();
  throw new Error(`AWS Config refuses to start ${names(able).join(', ')}, which were active a moment ago`);
}

const names = (rules: readonly DirtyRule[]): readonly string[] => rules.map(({ name }) => name);

function later(): readonly DirtyRule[] {
  logger.info('AWS Config is still busy with an earlier call; the rules stay dirty');
  return [];
}

/** Those that can be started. What is not there any more is nobody's concern; what is busy waits. */
async function ableOf(rules: readonly DirtyRule[], { home, dirty }: Woken): Promise<readonly DirtyRule[]> {
  const states = await ruleStates(home);
  const now = home.now();
  const able: DirtyRule[] = [];
  for (const rule of rules) {
    const state = states.get(rule.name);
    if (state === 'ACTIVE') able.push(rule);
    else if (state === undefined || state === 'DELETING') {
      logger.warn('a dirty Config rule is not there; nobody is to be told', { rule: rule.name, state });
      await dirty.clean(rule, now.toISOString());
    } else await dirty.postpone(rule, new Date(now.getTime() + POSTPONE_MS).toISOString());
  }
  return able;
}

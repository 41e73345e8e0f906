import { postureStore } from '../adapters/aws/posture.ts';
import { productArn } from '../adapters/aws/security-hub/asff.ts';
import { findingId } from '../engine/finding-id.ts';
import type { Posture } from '../engine/posture.ts';
import { postureAfterHearing } from '../engine/workflow-mirror.ts';
import { type Claim, claimsIn, type FindingsImported } from './_publishing/heard.ts';
import { parseEnv } from './_runtime/env.ts';
import { TransientError } from './_runtime/errors.ts';
import { eventHandler } from './_runtime/handler.ts';
import { logger } from './_runtime/observability.ts';
import { home } from './_runtime/world.ts';

const env = parseEnv('ACCOUNT_ID', 'POSTURE_TABLE');
const aws = home();
const postures = postureStore(aws, env.POSTURE_TABLE);

/** A posture that others write all the while is tried so often. */
const MAX_ATTEMPTS = 5;

/** What people do to our findings in Security Hub → posture. */
export async function mirrorWorkflow(event: FindingsImported): Promise<void> {
  for (const claim of claimsIn(event)) {
    if (claim.productArn === productArn(aws.region, claim.account)) await mirror(claim);
  }
}

async function mirror({ key, rule, heard, ...claimed }: Claim): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { posture: before } = await postures.recall(key);
    if (before === null || !isTrue({ rule, ...claimed }, before)) return;
    const after = postureAfterHearing(before, { rule, heard, now: aws.now().toISOString() });
    if (after === null) return;
    if (await postures.commit(after, before)) {
      logger.info('a workflow was heard of', { key, rule, workflow: heard.workflow });
      return;
    }
  }
  throw new TransientError(
    `${key} was written by others ${MAX_ATTEMPTS} times while a workflow was heard of`,
  );
}

/** Anybody may import a finding that names a posture; only ours has the id that this posture gives it. */
const isTrue = ({ id, account, rule }: Pick<Claim, 'id' | 'account' | 'rule'>, { ref }: Posture): boolean =>
  id === findingId(rule, ref) && account === (ref.account || env.ACCOUNT_ID);

export const handler = eventHandler(mirrorWorkflow);

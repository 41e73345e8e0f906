import type { PostureStore } from '../../adapters/aws/posture.ts';
import { productArn } from '../../engine/asff.ts';
import { findingId } from '../../engine/finding-id.ts';
import type { Posture } from '../../engine/posture.ts';
import { postureAfterHearing } from '../../engine/workflow-mirror.ts';
import { TransientError } from '../_runtime/errors.ts';
import { logger } from '../_runtime/observability.ts';
import { type Claim, claimsIn, type FindingsImported } from './heard.ts';

export interface MirrorOptions {
  readonly postures: Pick<PostureStore, 'recall' | 'commit'>;
  /** The account and Region that the function runs in. */
  readonly account: string;
  readonly region: string;
  readonly now: () => Date;
}

/** A posture that others write all the while is tried so often. */
const MAX_ATTEMPTS = 5;

/** Remembers what an event says of our findings. @throws TransientError if others write the posture all the while */
export async function mirrored(event: FindingsImported, options: MirrorOptions): Promise<void> {
  for (const claim of claimsIn(event)) {
    if (claim.productArn === productArn(options.region, claim.account)) await mirror(claim, options);
  }
}

async function mirror(claim: Claim, { postures, account, now }: MirrorOptions): Promise<void> {
  const { key, rule, heard } = claim;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { posture: before } = await postures.recall(key);
    if (before === null || !isTrue(claim, before, account)) return;
    const after = postureAfterHearing(before, { rule, heard, now: now().toISOString() });
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
const isTrue = ({ id, account, rule }: Claim, { ref }: Posture, own: string): boolean =>
  id === findingId(rule, ref) && account === (ref.account || own);

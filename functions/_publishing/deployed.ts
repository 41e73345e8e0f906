import { posturesIn } from '../../adapters/aws/postures.ts';
import { createPublisher } from '../../adapters/aws/security-hub/publisher.ts';
import { accountsFor } from '../_runtime/accounts.ts';
import type { Env } from '../_runtime/env.ts';
import { home, pause } from '../_runtime/world.ts';
import { type Tell, tellWith } from './tell.ts';

/** The variables that telling Security Hub needs. */
export const TELLING = ['ACCOUNT_ID', 'POSTURE_TABLE', 'MEMBER_PUBLISH_ROLE', 'MEMBER_EXTERNAL_ID'] as const;

/** How to tell Security Hub, from the environment of a function, with so many calls a second and kind. */
export function deployedTell(env: Env<(typeof TELLING)[number]>, callsPerSecond: number): Tell {
  const aws = home();
  return tellWith({
    recallAll: posturesIn(aws, env.POSTURE_TABLE),
    publish: createPublisher({ awsOf: accountsFor(aws, env), now: aws.now, pause, callsPerSecond }),
    account: env.ACCOUNT_ID,
    region: aws.region,
  });
}

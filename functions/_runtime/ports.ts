import { hashKey } from '../../adapters/aws/ledger/hash-key.ts';
import { postureStore } from '../../adapters/aws/posture.ts';
import { evidenceQueue, lookQueue } from '../../adapters/aws/queue.ts';
import { readResource } from '../../adapters/aws/readers/index.ts';
import { houseOf } from '../_evaluation/house.ts';
import type { Ports } from '../_evaluation/ports.ts';
import { accountsFor } from './accounts.ts';
import type { Env } from './env.ts';
import { deployedSettings } from './settings.ts';
import { home as homeAws } from './world.ts';

/** The variables that an evaluation needs. */
export const EVALUATION = [
  'ACCOUNT_ID',
  'POSTURE_TABLE',
  'INVENTORY_QUEUE_URL',
  'EVIDENCE_QUEUE_URL',
  'HASH_KEY_ARN',
  'MEMBER_READ_ROLE',
  'MEMBER_EXTERNAL_ID',
] as const;

/** What an evaluation needs, from the environment of a function. */
export function evaluationPorts(env: Env<(typeof EVALUATION)[number]>): Ports {
  const home = homeAws();
  const { settings, waivers } = deployedSettings();
  return {
    house: houseOf(settings, waivers),
    home,
    account: env.ACCOUNT_ID,
    awsOf: accountsFor(home, env),
    read: readResource,
    posture: postureStore(home, env.POSTURE_TABLE),
    sendEvidence: evidenceQueue(home, env.EVIDENCE_QUEUE_URL),
    sendLooks: lookQueue(home, env.INVENTORY_QUEUE_URL),
    hashKey: hashKey(home, env.HASH_KEY_ARN),
  };
}

import { postureStore } from '../adapters/aws/posture.ts';
import { evidenceQueue, lookQueue } from '../adapters/aws/queue.ts';
import type { Look } from '../engine/look.ts';
import { waiverStandings } from '../engine/waiver-finding.ts';
import { definitions } from '../resources/index.ts';
import { houseOf } from './_evaluation/house.ts';
import { parseEnv } from './_runtime/env.ts';
import { eventHandler } from './_runtime/handler.ts';
import { logger, measure } from './_runtime/observability.ts';
import { deployedSettings } from './_runtime/settings.ts';
import { home } from './_runtime/world.ts';
import { looksDue } from './_waivers/review.ts';
import { rememberStandings } from './_waivers/standing.ts';

const env = parseEnv('ACCOUNT_ID', 'POSTURE_TABLE', 'INVENTORY_QUEUE_URL', 'EVIDENCE_QUEUE_URL');
const { settings, waivers: all } = deployedSettings();
const aws = home();
const house = houseOf(settings, all);
const postures = postureStore(aws, env.POSTURE_TABLE);
const sendLooks = lookQueue(aws, env.INVENTORY_QUEUE_URL);
const sendEvidence = evidenceQueue(aws, env.EVIDENCE_QUEUE_URL);

const SOON_DAYS = 14;

/** Every day, and after a deployment: what waivers began, ended or changed for is looked at; bad ones are findings. */
export async function expireWaivers(): Promise<void> {
  const now = aws.now();
  const waivers = house.waiversAt(now.toISOString());
  const looks: Look[] = [];
  for await (const look of looksDue({ postures, definitions, house, waivers, now: now.toISOString() }))
    looks.push(look);
  await sendLooks(looks);
  const reports = waivers.report();
  const { ACCOUNT_ID: account } = env;
  const ledger = { postures, sendEvidence, account, region: aws.region, now };
  await rememberStandings(waiverStandings(all, reports), ledger);
  const expired = reports.filter(({ problem }) => problem === 'expired').length;
  const endingSoon = waivers.endingWithin(SOON_DAYS).length;
  measure('WaiversExpired', expired);
  measure('WaiversEndingSoon', endingSoon);
  logger.info('waivers were reviewed', { waivers: all.length, expired, endingSoon, looks: looks.length });
}

export const handler = eventHandler(expireWaivers);

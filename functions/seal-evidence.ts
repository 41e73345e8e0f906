import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { eventBus } from '../adapters/aws/event-bus.ts';
import { hastener } from '../adapters/aws/ledger/hasten.ts';
import { kmsSigner } from '../adapters/aws/ledger/signer.ts';
import { ledgerState } from '../adapters/aws/ledger/state.ts';
import { s3Store } from '../adapters/aws/ledger/store.ts';
import { createLedger } from '../engine/evidence/ledger.ts';
import { packDigest } from '../rules/pack-digest.generated.ts';
import { storeBatch } from './_ledger/batch.ts';
import { sealHours } from './_ledger/hours.ts';
import { declarer } from './_ledger/in-force.ts';
import type { LedgerPorts } from './_ledger/ports.ts';
import { newestDigest } from './_ledger/trail.ts';
import { parseEnv } from './_runtime/env.ts';
import { TransientError } from './_runtime/errors.ts';
import { eventHandler } from './_runtime/handler.ts';
import { deployedInForce } from './_runtime/in-force.ts';
import { home as homeAws } from './_runtime/world.ts';

const env = parseEnv(
  'ACCOUNT_ID',
  'LEDGER_TABLE',
  'EVIDENCE_QUEUE_URL',
  'EVIDENCE_SENDERS',
  'ARCHIVE_BUCKET',
  'ARCHIVE_ACCOUNT',
  'ARCHIVE_KEY_ARN',
  'SEAL_KEY_ARN',
  'RETENTION_MODE',
  'RETENTION_DAYS',
  'FINDINGS_BUS',
  'TRAIL_BUCKET',
  'TRAIL_PREFIX',
  'TRAIL_REGION',
);
const home = homeAws();
const state = ledgerState(home, env.LEDGER_TABLE);
const retention = { mode: env.RETENTION_MODE, days: env.RETENTION_DAYS };
const { ARCHIVE_BUCKET: bucket, ARCHIVE_ACCOUNT: owner, ARCHIVE_KEY_ARN: keyArn } = env;
const store = s3Store(home, { bucket, owner, keyArn, retention });
const signer = kmsSigner(home, env.SEAL_KEY_ARN);
const trail = { bucket: env.TRAIL_BUCKET, prefix: env.TRAIL_PREFIX, region: env.TRAIL_REGION };
const tools = { table: state, store, signer, packDigest, newestDigest: newestDigest(home, trail) };
const daily = { store, signer, state, announce: eventBus(home, { bus: env.FINDINGS_BUS, source: 'assay' }) };
const ports: LedgerPorts = {
  home,
  homeShard: { account: env.ACCOUNT_ID, region: home.region },
  state,
  senders: env.EVIDENCE_SENDERS,
  ledger: createLedger({ ...tools, clock: home.now }),
  hasten: hastener(home, env.EVIDENCE_QUEUE_URL),
};
const declare = declarer({ ...ports, inForce: () => deployedInForce() });

/** Evidence → segments; every hour → seals; rule pack and settings → archive. A batch is answered with the ids of messages to come again. */
export const sealEvidence = async ({ Records }: Partial<SQSEvent>): Promise<SQSBatchResponse> => {
  const isDeclared = await declare();
  if (!Records) {
    await sealHours({ ...ports, daily });
    if (!isDeclared) throw new TransientError('rule pack and settings are not in the archive');
    return { batchItemFailures: [] };
  }
  const failed = await storeBatch(Records, ports);
  return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
};

export const handler = eventHandler(sealEvidence);

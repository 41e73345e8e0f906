import { eventBus } from '../adapters/aws/event-bus.ts';
import { ledgerState } from '../adapters/aws/ledger/state.ts';
import { postureStore } from '../adapters/aws/posture.ts';
import { evidenceQueue } from '../adapters/aws/queue.ts';
import { CANARY_SOURCE } from '../engine/canary.ts';
import { type CanaryPorts, sendCanary } from './_ledger/canary.ts';
import { parseEnv } from './_runtime/env.ts';
import { eventHandler } from './_runtime/handler.ts';
import { home as homeAws } from './_runtime/world.ts';

const env = parseEnv('ACCOUNT_ID', 'POSTURE_TABLE', 'LEDGER_TABLE', 'EVIDENCE_QUEUE_URL');
const home = homeAws();
const ports: CanaryPorts = {
  home,
  homeShard: { account: env.ACCOUNT_ID, region: home.region },
  state: ledgerState(home, env.LEDGER_TABLE),
  posture: postureStore(home, env.POSTURE_TABLE),
  announce: eventBus(home, { bus: 'default', source: CANARY_SOURCE }),
  sendEvidence: evidenceQueue(home, env.EVIDENCE_QUEUE_URL),
};

/** Every hour: an event of our own along the way of all events, and what became of the last one. */
export const canary = async (_event: object): Promise<void> => sendCanary(ports);

export const handler = eventHandler(canary);

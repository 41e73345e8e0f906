import type { SQSEvent } from 'aws-lambda';
import { dirtyRules } from '../adapters/aws/config/dirty-rules.ts';
import { wokenRules } from '../engine/config-rules.ts';
import { chosenRules } from '../engine/settings.ts';
import { rules } from '../rules/index.ts';
import { markDirty, type WakePorts, wakeOldest } from './_config/wake.ts';
import { parseEnv } from './_runtime/env.ts';
import { eventHandler } from './_runtime/handler.ts';
import { deployedSettings } from './_runtime/settings.ts';
import { home as homeAws } from './_runtime/world.ts';

const env = parseEnv('POSTURE_TABLE', 'CONFIG_RULE_MODE', 'CONFIG_RULE_PREFIX');
const home = homeAws();
const ports: WakePorts = {
  home,
  dirty: dirtyRules(home, env.POSTURE_TABLE),
  wokenBy: wokenRules(chosenRules(rules, deployedSettings().settings), {
    mode: env.CONFIG_RULE_MODE,
    prefix: env.CONFIG_RULE_PREFIX,
  }),
};

/** Changes of verdicts from the findings bus, or the schedule's tick → rules of AWS Config that ask back. */
export const wakeConfigRules = async (event: SQSEvent | object) => {
  const failed = 'Records' in event ? await markDirty(event.Records, ports) : [];
  await wakeOldest(ports);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};

export const handler = eventHandler(wakeConfigRules);

import { topic } from '../adapters/aws/topic.ts';
import { type Asking, askApproval as ask } from './_remediation/ask.ts';
import { NOTING, notePorts } from './_remediation/deployed.ts';
import { parseEnv } from './_runtime/env.ts';
import { eventHandler } from './_runtime/handler.ts';
import { deployedSettings } from './_runtime/settings.ts';

const env = parseEnv(...NOTING, 'PLANS_TOPIC');
const noting = notePorts(env);
const ports = {
  ...noting,
  tell: topic(noting.home, env.PLANS_TOPIC),
  settings: deployedSettings().settings.remediation ?? {},
};

/** Tells people of a plan; asks for an answer where a task waits for one. */
export const askApproval = async (event: Asking) => ask(event, ports);

export const handler = eventHandler(askApproval);

import type { Look, Sweep } from '../../engine/look.ts';
import { InputError } from './errors.ts';
import { ownMessage } from './own-messages.ts';

/** What a message of the queues `changes` and `inventory` is: an event of AWS's, or a request of our own. */
export type Message =
  | { readonly kind: 'event'; readonly event: object }
  | { readonly kind: 'look'; readonly look: Look }
  | { readonly kind: 'sweep'; readonly sweep: Sweep };

/** Reads a message's body. @throws InputError if it is neither. */
export function messageOf(body: string): Message {
  const value = parsed(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError('the message is no JSON object; an EventBridge event was expected');
  }
  return 'schema' in value ? ownMessage(value) : { kind: 'event', event: value };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new InputError('the message is no JSON; an EventBridge event was expected', { cause });
  }
}

import * as z from 'zod/mini';
import { LOOK_SCHEMA, type Look, SWEEP_SCHEMA, type Sweep } from '../../engine/look.ts';
import { InputError } from './errors.ts';

const nullable = z.nullable(z.string());
const lookSchema = z.object({
  schema: z.literal(LOOK_SCHEMA),
  reason: z.enum(['confirming-read', 'sweep', 'dependency', 'config-rule', 'waiver', 'request']),
  ref: z.looseObject({
    type: z.string(),
    id: z.string(),
    partition: nullable,
    account: nullable,
    region: nullable,
  }),
  requestedAt: z.string(),
  attempt: z.optional(z.number()),
});

const sweepSchema = z.object({
  schema: z.literal(SWEEP_SCHEMA),
  type: z.string(),
  account: z.string(),
  region: z.string(),
  requestedAt: z.string(),
});

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
  if (!('schema' in value)) return { kind: 'event', event: value };
  const look = z.safeParse(lookSchema, value);
  if (look.success) return { kind: 'look', look: look.data as Look };
  const sweep = z.safeParse(sweepSchema, value);
  if (sweep.success) return { kind: 'sweep', sweep: sweep.data };
  const [issue] = look.error.issues;
  throw new InputError(`the message is no ${LOOK_SCHEMA}: ${issue?.path.join('.')}: ${issue?.message}`);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new InputError('the message is no JSON; an EventBridge event was expected', { cause });
  }
}

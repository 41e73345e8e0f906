import * as z from 'zod/mini';
import { LOOK_SCHEMA, type Look, SWEEP_SCHEMA } from '../../engine/look.ts';
import { InputError } from './errors.ts';
import type { Message } from './messages.ts';

// Apart from messages.ts: a change event needs no validator.

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

/** A request of our own. @throws InputError if it is none */
export function ownMessage(value: object): Exclude<Message, { kind: 'event' }> {
  const look = z.safeParse(lookSchema, value);
  if (look.success) return { kind: 'look', look: look.data as Look };
  const sweep = z.safeParse(sweepSchema, value);
  if (sweep.success) return { kind: 'sweep', sweep: sweep.data };
  const [issue] = look.error.issues;
  throw new InputError(`the message is no ${LOOK_SCHEMA}: ${issue?.path.join('.')}: ${issue?.message}`);
}

import * as z from 'zod/mini';
import { InputError } from '../_runtime/errors.ts';
import type { Pending } from './tell.ts';

/** Bumped when an older reader could misread a message. */
const SCHEMA = 'assay.unpublished/1';

const schema = z.object({
  schema: z.literal(SCHEMA),
  key: z.string(),
  rules: z.array(z.object({ rule: z.string(), says: z.boolean() })),
});

/** Findings of one resource that Security Hub has not taken yet: pointers only, since posture holds the rest. */
export type Unpublished = z.infer<typeof schema>;

/** One message a resource. */
export function unpublished(pending: readonly Pending[]): readonly Unpublished[] {
  const resources = new Map<string, Unpublished['rules']>();
  for (const { key, rule, says } of pending) {
    const rules = resources.get(key) ?? [];
    rules.push({ rule, says });
    resources.set(key, rules);
  }
  return [...resources].map(([key, rules]) => ({ schema: SCHEMA, key, rules }));
}

/** @throws InputError if the body is no such message */
export function pendingIn(body: string): readonly Pending[] {
  const result = z.safeParse(schema, jsonIn(body));
  if (!result.success)
    throw new InputError(`the message is no ${SCHEMA}: ${result.error.issues[0]?.message}`);
  const { key, rules } = result.data;
  return rules.map(({ rule, says }) => ({ key, rule, says }));
}

/** @throws InputError if the body is no JSON */
export function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new InputError('the message is no JSON', { cause });
  }
}

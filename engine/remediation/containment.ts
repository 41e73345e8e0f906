import * as z from 'zod/mini';
import type { JsonObject } from '../../resources/resource.ts';
import type { Progress } from './progress.ts';

/**
 * What was done against an abuse, by whom and why, and how far it has come. No calls stand in it: they follow from
 * `before`, so that nobody who edits the file makes others be sent.
 */
export interface ContainmentFile {
  readonly schema: 'assay.containment/1';
  /** `bedrock-keys`, `role`, `endpoint`. */
  readonly kind: string;
  readonly name: string;
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  /** ARN of whoever did it. */
  readonly by: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly begunAt: string;
  /** What was read, as the API gave it. */
  readonly before: JsonObject;
  readonly progress: Progress;
}

const text = z.string().check(z.minLength(1));
const json = z.record(z.string(), z.json());
const index = z.int().check(z.gte(-1), z.lte(1000));

export const containmentSchema: z.ZodMiniType<ContainmentFile> = z.strictObject({
  schema: z.literal('assay.containment/1'),
  kind: text,
  name: text,
  account: z.string().check(z.regex(/^\d{12}$/, 'expected 12 digits')),
  partition: text,
  region: text,
  by: text,
  reason: text,
  begunAt: text,
  before: json,
  progress: z.strictObject({
    direction: z.enum(['doing', 'undoing']),
    step: index,
    isBegun: z.boolean(),
    isMade: z.boolean(),
    results: z.array(z.nullable(json)),
    looks: index,
  }),
}) as unknown as z.ZodMiniType<ContainmentFile>;

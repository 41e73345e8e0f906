import * as z from 'zod/mini';
import { isControlId } from '../frameworks/index.ts';
import type { Attestation } from './attestation.ts';
import type { Rule } from './rule.ts';
import { realDay, text } from './schema-parts.ts';

// Apart from settings-schema.ts: functions read settings, and need not carry every framework for that.

/** Schema of `assay.attestations.json`: who stands in for what no rule can see, and until when. */
export function attestationsSchema(
  rules: readonly Rule[],
): z.ZodMiniType<{ readonly attestations: readonly Attestation[] }> {
  const isRule = (name: string) => rules.some(({ id }) => id === name);
  const attestation = z
    .strictObject({
      subject: text,
      kind: text,
      attestedBy: text,
      attested: realDay,
      expires: realDay,
      documentHash: z
        .string()
        .check(z.regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hex digits, a SHA-256')),
      controls: z.optional(
        z.array(
          z
            .string()
            .check(z.refine(isControlId, 'expected the id of a control, such as iso42001_2023:A.5.2')),
        ),
      ),
      rules: z.optional(z.array(z.string().check(z.refine(isRule, 'expected the id of a rule')))),
    })
    .check(
      z.refine(({ controls = [], rules: named = [] }) => controls.length + named.length > 0, {
        message: 'expected at least one of controls, rules',
      }),
      z.refine(({ attested, expires }) => attested <= expires, {
        message: 'expected a day not before "attested"',
        path: ['expires'],
      }),
    );
  return z.strictObject({ $schema: z.optional(z.string()), attestations: z.array(attestation) });
}

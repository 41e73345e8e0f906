import * as z from 'zod/mini';
import { attestationsSchema } from '../engine/attestation-schema.ts';
import { settingsSchema, waiversSchema } from '../engine/settings-schema.ts';
import type { Generated } from './generate.ts';
import { loadRules } from './rule-files.ts';

/** JSON Schemas of the user's files, for editors and for other validators. */
export async function generateSchemas(): Promise<Generated> {
  const rules = await loadRules();
  return {
    'docs/schemas/assay.attestations.schema.json': schemaText(attestationsSchema(rules)),
    'docs/schemas/assay.config.schema.json': schemaText(settingsSchema(rules)),
    'docs/schemas/assay.waivers.schema.json': schemaText(waiversSchema(rules)),
  };
}

const schemaText = (schema: z.core.$ZodType): string =>
  `${JSON.stringify(z.toJSONSchema(schema), null, 2)}\n`;

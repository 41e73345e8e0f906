import * as z from 'zod/mini';

// Every variable that a function may ask for, once: infra sets these names, and no others.
const text = z.string().check(z.minLength(1));
const url = z.string().check(z.regex(/^https?:\/\//, 'expected the URL of a queue'));
const whole = z.pipe(z.string().check(z.regex(/^\d+$/, 'expected a whole number')), z.transform(Number));

const VARIABLES = {
  POSTURE_TABLE: text,
  LEDGER_TABLE: text,
  /** Of the account that the function runs in. */
  ACCOUNT_ID: z.string().check(z.regex(/^\d{12}$/, 'expected an account id')),
  CHANGES_QUEUE_URL: url,
  INVENTORY_QUEUE_URL: url,
  EVIDENCE_QUEUE_URL: url,
  /** Findings that Security Hub did not take: tried again for days, slowly. */
  UNPUBLISHED_QUEUE_URL: url,
  /** Name of the bus on which transitions are announced. */
  FINDINGS_BUS: text,
  ARCHIVE_BUCKET: text,
  /** Encrypts the archive. */
  ARCHIVE_KEY_ARN: text,
  /** ECC_NIST_P256, signs seals. */
  SEAL_KEY_ARN: text,
  /** HMAC_256: its MAC of a constant is the key of the keyed hashes in evidence. */
  HASH_KEY_ARN: text,
  /** GOVERNANCE or COMPLIANCE. */
  RETENTION_MODE: z.enum(['GOVERNANCE', 'COMPLIANCE']),
  RETENTION_DAYS: whole,
  /** Prefix of the names of the Config rules; the rest is the rule's id. */
  CONFIG_RULE_PREFIX: text,
  /** How many rules AWS Config has; where it has none, the functions that serve it are not there. */
  CONFIG_RULE_MODE: z.enum(['perRule', 'perType']),
  /** Reads a second and service that a sweep leaves itself. */
  READS_PER_SECOND: whole,
  /** Name of the read role in member accounts; `-` where there are none. */
  MEMBER_READ_ROLE: text,
  MEMBER_PUBLISH_ROLE: text,
  MEMBER_EXTERNAL_ID: text,
} as const;

export type Variable = keyof typeof VARIABLES;
export type Env<V extends Variable> = { readonly [K in V]: z.infer<(typeof VARIABLES)[K]> };

/** The variables that a function needs. @throws Error at init, naming every one that is missing or wrong. */
export function parseEnv<const V extends Variable>(...names: readonly V[]): Env<V> {
  const schema = z.object(Object.fromEntries(names.map((name) => [name, VARIABLES[name]])));
  const result = z.safeParse(schema, process.env);
  if (result.success) return result.data as Env<V>;
  const wrong = result.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return process.env[name] === undefined ? `${name} is missing` : `${name}: ${message}`;
  });
  throw new Error(`the environment of this function is incomplete: ${wrong.join('; ')}`);
}

// No validator's library: it would be half of what most functions load before their first event.

/** Reads a variable that is set. @throws Error with what was expected */
type Read<T> = (value: string) => T;

const text: Read<string> = (value) => value || wrong('a text');
const url = like(/^https?:\/\//, 'the URL of a queue');
const accountId = like(/^\d{12}$/, 'an account id');
const whole: Read<number> = (value) => Number(like(/^\d+$/, 'a whole number')(value));

const roleIds: Read<ReadonlySet<string>> = (value) =>
  new Set(like(/^[A-Z0-9]{16,}(,[A-Z0-9]{16,})*$/, 'the unique ids of roles')(value).split(','));

function like(pattern: RegExp, expected: string): Read<string> {
  return (value) => (pattern.test(value) ? value : wrong(expected));
}

function oneOf<const T extends string>(...choices: readonly T[]): Read<T> {
  return (value) => choices.find((choice) => choice === value) ?? wrong(choices.join(' or '));
}

function wrong(expected: string): never {
  throw new Error(`expected ${expected}`);
}

// Every variable that a function may ask for, once: infra sets these names, and no others.

const VARIABLES = {
  POSTURE_TABLE: text,
  LEDGER_TABLE: text,
  /** Of the account that the function runs in. */
  ACCOUNT_ID: accountId,
  CHANGES_QUEUE_URL: url,
  INVENTORY_QUEUE_URL: url,
  EVIDENCE_QUEUE_URL: url,
  /** Ids of the roles whose word evidence is; others' is marked as theirs. */
  EVIDENCE_SENDERS: roleIds,
  /** Findings that Security Hub did not take: tried again for days, slowly. */
  UNPUBLISHED_QUEUE_URL: url,
  /** Name of the bus on which transitions are announced. */
  FINDINGS_BUS: text,
  ARCHIVE_BUCKET: text,
  /** Whose the bucket is. */
  ARCHIVE_ACCOUNT: accountId,
  /** Encrypts the archive. */
  ARCHIVE_KEY_ARN: text,
  /** ECC_NIST_P256, signs seals. */
  SEAL_KEY_ARN: text,
  /** Where CloudTrail delivers; `-`: no trail is set. */
  TRAIL_BUCKET: text,
  /** Up to the folders of accounts. */
  TRAIL_PREFIX: text,
  /** Region of the bucket. */
  TRAIL_REGION: text,
  /** HMAC_256: its MAC of a constant is the key of the keyed hashes in evidence. */
  HASH_KEY_ARN: text,
  /** GOVERNANCE or COMPLIANCE. */
  RETENTION_MODE: oneOf('GOVERNANCE', 'COMPLIANCE'),
  RETENTION_DAYS: whole,
  /** Prefix of the names of the Config rules; the rest is the rule's id. */
  CONFIG_RULE_PREFIX: text,
  /** How many rules AWS Config has; where it has none, the functions that serve it are not there. */
  CONFIG_RULE_MODE: oneOf('perRule', 'perType'),
  REMEDIATION_TABLE: text,
  /** Name of the parameter without whose `on` nothing is remediated. */
  KILL_SWITCH: text,
  /** ARN of the state machine of remediations. */
  REMEDIATION_WORKFLOW: text,
  /** ARN of the topic on which plans are told. */
  PLANS_TOPIC: text,
  /** Reads a second and service that a sweep leaves itself. */
  READS_PER_SECOND: whole,
  /** Name of the read role in member accounts; `-` where there are none. */
  MEMBER_READ_ROLE: text,
  MEMBER_PUBLISH_ROLE: text,
  MEMBER_REMEDIATE_ROLE: text,
  MEMBER_EXTERNAL_ID: text,
} as const;

export type Variable = keyof typeof VARIABLES;
export type Env<V extends Variable> = { readonly [K in V]: ReturnType<(typeof VARIABLES)[K]> };

/** The variables that a function needs. @throws Error at init, naming every one that is missing or wrong. */
export function parseEnv<const V extends Variable>(...names: readonly V[]): Env<V> {
  const problems: string[] = [];
  const values = names.map((name) => {
    try {
      const value = process.env[name];
      return value === undefined ? problems.push(`${name} is missing`) : VARIABLES[name](value);
    } catch (error) {
      return problems.push(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  });
  if (problems.length > 0)
    throw new Error(
      `the environment of this function is incomplete: ${problems.join('; ')}; deploy the stack again, which sets it`,
    );
  return Object.fromEntries(names.map((name, index) => [name, values[index]])) as Env<V>;
}

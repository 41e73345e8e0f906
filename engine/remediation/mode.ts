import type { Severity } from '../rule.ts';

/** From what does least to what does most. */
export const MODES = ['off', 'notify', 'approve', 'auto'] as const;

/** `off`: nothing. `notify`: the plan is told. `approve`: a person lets it happen. `auto`: what is safe happens. */
export type RemediationMode = (typeof MODES)[number];

type Chosen = Readonly<Record<string, RemediationMode | undefined>>;

/** What `assay.config.json` says of remediations. */
export interface RemediationSettings {
  /** For all that nothing below speaks of. */
  readonly mode?: RemediationMode | undefined;
  readonly severities?: { readonly [S in Severity]?: RemediationMode | undefined } | undefined;
  /** By account id. */
  readonly accounts?: Chosen | undefined;
  /** By rule id. */
  readonly rules?: Chosen | undefined;
  /** By a tag of the resource: `key`, or `key=value`. */
  readonly tags?: Chosen | undefined;
  /** Nothing happens by itself to what is younger: whoever made it may not be done yet. */
  readonly graceMinutes?: number | undefined;
  /** Remediations that may begin within an hour, in an account. */
  readonly budgetPerHour?: number | undefined;
  /** How long an approval is waited for. */
  readonly approvalHours?: number | undefined;
  /** What CloudFormation, the CDK or Terraform keeps: told (default), or changed all the same. */
  readonly iacOwned?: 'notify' | 'apply' | undefined;
  /** Region → ARN of the key that is to encrypt there. */
  readonly kmsKeys?: Readonly<Record<string, string>> | undefined;
  /** Region → the guardrail that agents there are to have. */
  readonly guardrails?:
    | Readonly<Record<string, { readonly identifier: string; readonly version: string }>>
    | undefined;
  /** Region → where Bedrock is to log invocations. */
  readonly invocationLogging?:
    | Readonly<Record<string, { readonly bucketName: string; readonly keyPrefix?: string | undefined }>>
    | undefined;
  /** Region → where agents are to run there. */
  readonly agentNetworks?:
    | Readonly<
        Record<
          string,
          { readonly subnetIds: readonly string[]; readonly securityGroupIds: readonly string[] }
        >
      >
    | undefined;
  /** Account → ARN of the managed policy that bounds the roles of agents there. */
  readonly permissionsBoundaries?: Readonly<Record<string, string>> | undefined;
  /** Tags that every resource must have, with the value for those that lack one. */
  readonly setTags?: Readonly<Record<string, string>> | undefined;
}

export const DEFAULT_REMEDIATION = {
  mode: 'notify',
  graceMinutes: 15,
  budgetPerHour: 10,
  approvalHours: 72,
  iacOwned: 'notify',
} as const satisfies RemediationSettings;

export interface ModeFacts {
  readonly rule: string;
  readonly severity: Severity;
  readonly account: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

export interface ChosenMode {
  readonly mode: RemediationMode;
  /** Which word of the settings it follows. */
  readonly because: string;
}

/** The most specific word wins: tag, rule, account, severity, default. Of several tags, the one that does least. */
export function modeFor(settings: RemediationSettings, facts: ModeFacts): ChosenMode {
  const { rule, severity, account, tags } = facts;
  return (
    byTag(settings.tags ?? {}, tags) ??
    chosen(settings.rules?.[rule], `rule ${rule}`) ??
    chosen(settings.accounts?.[account ?? ''], `account ${account}`) ??
    chosen(settings.severities?.[severity], `severity ${severity}`) ??
    chosen(settings.mode, 'all remediations') ?? { mode: DEFAULT_REMEDIATION.mode, because: 'the default' }
  );
}

const chosen = (mode: RemediationMode | undefined, about: string): ChosenMode | undefined =>
  mode && { mode, because: `the settings for ${about}` };

function byTag(modes: Chosen, tags: Readonly<Record<string, string>>): ChosenMode | undefined {
  const matching = Object.entries(modes).flatMap(([wanted, mode]) => {
    const [key = '', ...value] = wanted.split('=');
    const isMeant = Object.hasOwn(tags, key) && (value.length === 0 || tags[key] === value.join('='));
    return mode && isMeant ? [{ wanted, mode }] : [];
  });
  const [least] = matching.toSorted((a, b) => MODES.indexOf(a.mode) - MODES.indexOf(b.mode));
  return least && chosen(least.mode, `the tag ${least.wanted}`);
}

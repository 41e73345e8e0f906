import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { type AsffFacts, asffFinding } from '../../../engine/asff.ts';
import type { HubFinding } from '../../../engine/hub-finding.ts';
import { NOTE_AUTHOR, noteText, signed } from '../../../engine/hub-note.ts';
import type { RulePosture } from '../../../engine/posture.ts';

/** One finding as posture holds it, and where it is told. */
export interface HubFacts extends Pick<AsffFacts, 'rule' | 'words' | 'ref' | 'account' | 'region'> {
  readonly posture: RulePosture & { readonly hub: HubFinding };
  /** Of the posture. */
  readonly key: string;
  readonly generation: number;
}

/** A finding with what an import must have. */
export type ImportedFinding = AwsSecurityFinding &
  Readonly<Record<'Id' | 'UpdatedAt' | 'AwsAccountId' | 'ProductArn', string>>;

/** Names of product fields that are read again when the finding comes back as an event. */
export const KEY_FIELD = 'assay/key';
export const RULE_FIELD = 'assay/rule';

/** The finding in the AWS Security Finding Format, whole, as every import must send it. */
export function asffOf(facts: HubFacts): ImportedFinding {
  const { rule, words, posture, ref, account, region } = facts;
  const { hub, severity, observations = [], because } = posture;
  const { compliance, recordState, createdAt, updatedAt } = hub;
  const finding = asffFinding({
    ...{
      rule,
      words,
      severity,
      ref,
      account,
      region,
      compliance,
      recordState,
      createdAt,
      updatedAt,
      observations,
    },
    instead: insteadOf(posture),
    unreadable: hub.unreadable && (because ?? 'it could not be read'),
    fields: productFields(facts),
  });
  return { ...finding, ...workflowOf(posture) };
}

/** A finding is created with the workflow that it has: nobody is called for what is waived. Later imports can't say it. */
function workflowOf({
  hub,
  waiver,
}: HubFacts['posture']): Pick<AwsSecurityFinding, 'Workflow' | 'Note'> | undefined {
  const { word, workflow } = hub;
  if (word === undefined) return undefined;
  const Text = signed(noteText(word.note, waiver), word);
  return { Workflow: { Status: workflow }, Note: { Text, UpdatedBy: NOTE_AUTHOR, UpdatedAt: word.at } };
}

function insteadOf({ because, hub, shadow }: HubFacts['posture']): string | undefined {
  if (shadow && hub.recordState === 'ARCHIVED') return 'No longer: the rule is in shadow.';
  if (hub.recordState === 'ARCHIVED') return `No longer: ${because ?? 'not applicable'}.`;
  return hub.unreadable ? `The last verdict stands; it cannot be told now: ${because}.` : undefined;
}

function productFields({
  rule,
  posture,
  ref,
  key,
  generation,
}: HubFacts): Readonly<Record<string, string | undefined>> {
  const { revision, status, since, because, waiver, hub } = posture;
  return {
    [KEY_FIELD]: key,
    [RULE_FIELD]: rule,
    'assay/revision': String(revision),
    'assay/generation': String(generation),
    'assay/step': String(hub.step),
    'assay/status': status,
    'assay/since': since,
    'assay/resourceType': ref.type,
    'assay/because': because,
    'assay/waiver/ticket': waiver?.ticket,
    'assay/waiver/approver': waiver?.approver,
    'assay/waiver/expires': waiver?.expires,
  };
}

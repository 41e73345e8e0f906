import type { Aws } from '../aws.ts';
import { KEY_FIELD, RULE_FIELD } from './asff.ts';

/** A finding of ours, as Security Hub has it. */
export interface HubEntry {
  readonly rule: string;
  /** Key of the resource's posture, `account/region/type/id`. */
  readonly key: string;
  /** ARN of the resource, or the id of a singleton. */
  readonly resource: string;
}

/** Undefined: Security Hub has none of that id that is ours. Throws what the SDK throws. */
export async function findingInHub(aws: Aws, id: string): Promise<HubEntry | undefined> {
  const { GetFindingsCommand, SecurityHubClient } = await import('../clients/security-hub-findings.ts');
  const { Findings = [] } = await aws.client(SecurityHubClient, aws.region).send(
    new GetFindingsCommand({
      Filters: { Id: [{ Comparison: 'EQUALS', Value: id }] },
      SortCriteria: [{ Field: 'UpdatedAt', SortOrder: 'desc' }],
      MaxResults: 1,
    }),
  );
  const [finding] = Findings;
  const { [KEY_FIELD]: key, [RULE_FIELD]: rule } = finding?.ProductFields ?? {};
  const resource = finding?.Resources?.[0]?.Id;
  return key === undefined || rule === undefined || resource === undefined
    ? undefined
    : { rule, key, resource };
}

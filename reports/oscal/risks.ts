import type { AssessedFinding } from '../../engine/assessment/assessment.ts';
import { uuidOf } from '../../engine/name-uuid.ts';
import type { AppliedWaiver } from '../../engine/waiver.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { foundOf, observationUuid, type Surroundings } from './observations.ts';
import { APPROVER, partyUuid } from './people.ts';
import { endOfDay, instant, properties, unlessEmpty } from './property.ts';
import { code, words } from './text.ts';

/** Of a finding, for as long as it has its id: whoever follows the risk finds it again in the next report. */
export const riskUuid = ({ id }: Pick<AssessedFinding, 'id'>): string => uuidOf('risk', id);

/** What counts: failures, waived ones too, and what failed and then could not be seen fixed. */
export const isRisk = ({ status, advisory, failedBefore }: AssessedFinding): boolean =>
  !advisory && (status === 'NON_COMPLIANT' || (status === 'INSUFFICIENT_DATA' && failedBefore === true));

/** A failure as a risk: open until its service level ends, or accepted until its waiver does. */
export function riskOf(finding: AssessedFinding, around: Surroundings): JsonObject {
  const { id, rule, resource, severity, waiver, observations, because } = finding;
  const known = around.rules.get(rule);
  const detail = observations.length > 0 ? foundOf(observations) : words(because ?? 'no detail is known');
  return {
    uuid: riskUuid(finding),
    title: `${words(known?.title ?? rule)}: ${code(resource.id)}`,
    description: `Does not hold for ${code(resource.id)}: ${detail}.`,
    statement: words(known?.rationale ?? 'The rule is not in force any more.'),
    props: properties({
      'finding-id': id,
      'rule-id': rule,
      severity,
      'failed-before': finding.failedBefore,
      ...(waiver && waiverFacts(waiver)),
    }),
    status: waiver ? 'deviation-approved' : 'open',
    deadline: waiver ? endOfDay(waiver.expires) : instant(finding.dueAt),
    remediations: known && [recommendation(id, known)],
    'risk-log': logOf(finding, around),
    'related-observations': [{ 'observation-uuid': observationUuid(finding) }],
  };
}

const waiverFacts = ({ ticket, owner, approver, expires }: AppliedWaiver) => ({
  'waiver-ticket': ticket,
  'waiver-owner': owner,
  'waiver-approver': approver,
  'waiver-expires': expires,
});

const recommendation = (
  id: string,
  { guidance, references }: { readonly guidance: string; readonly references: readonly string[] },
): JsonObject => ({
  uuid: uuidOf('remediation', id),
  lifecycle: 'recommendation',
  title: 'What to do',
  description: words(guidance),
  links: unlessEmpty(references.map((href) => ({ href: encodeURI(href), rel: 'reference' }))),
});

/** Since when it fails, and that it is waived: the day of the approval is in the waiver's file, not here. */
function logOf({ id, since, waiver }: AssessedFinding, { asOf }: Surroundings): JsonObject | undefined {
  const start = instant(since);
  const entries: JsonObject[] = [];
  if (start !== undefined)
    entries.push({
      uuid: uuidOf('log', id, 'since'),
      title: 'It stands so since',
      start,
      'status-change': 'open',
    });
  if (waiver) entries.push(waiverEntry(id, waiver, asOf));
  return entries.length > 0 ? { entries } : undefined;
}

const waiverEntry = (id: string, waiver: AppliedWaiver, asOf: string): JsonObject => ({
  uuid: uuidOf('log', id, 'waiver'),
  title: 'A waiver is in force',
  description:
    `${words(waiver.ticket)}, owned by ${words(waiver.owner)}, approved by ${words(waiver.approver)}, ` +
    `until ${words(waiver.expires)}: ${words(waiver.reason)}`,
  start: asOf,
  'logged-by': [{ 'party-uuid': partyUuid(waiver.approver), 'role-id': APPROVER }],
  'status-change': 'deviation-approved',
});

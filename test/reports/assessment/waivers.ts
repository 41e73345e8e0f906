import type { AssessedFinding, AssessedWaiver, CoverageGap } from '../../../engine/assessment/assessment.ts';
import { WAIVER } from './findings.ts';
import { HOSTILE_NAMES } from './hostile.ts';

/** What the findings' own waivers cover by rule, and one of each state that covers none. */
export function waiversOver(findings: readonly AssessedFinding[], hostile: boolean): AssessedWaiver[] {
  if (findings.length === 0) return [];
  const waived = Map.groupBy(
    findings.filter(({ waiver }) => waiver !== null),
    ({ rule }) => rule,
  );
  const [first] = findings;
  const rule = first?.rule ?? '';
  const inUse = [...waived].slice(0, 12).map(
    ([id, covered], index): AssessedWaiver => ({
      ...WAIVER,
      rule: id,
      scope: `account ${covered[0]?.resource.account ?? 'any'}`,
      // The same day ends soon for all of them; only the first is far from it.
      expires: index === 0 ? '2027-03-31' : WAIVER.expires,
      reason: hostile ? `${WAIVER.reason} ${HOSTILE_NAMES[index]}` : WAIVER.reason,
      state: index === 0 ? 'in-force' : 'ends-soon',
      covers: covered.length,
    }),
  );
  return [...inUse, ...IDLE.map((idle): AssessedWaiver => ({ ...WAIVER, ...idle, rule, covers: 0 }))];
}

const IDLE = [
  { state: 'expired', expires: '2026-10-15', scope: 'resource research-*' },
  { state: 'over-long', expires: '2029-01-01', scope: 'type AWS::SageMaker::Model' },
  { state: 'unused', expires: '2027-01-31', scope: 'Region eu-west-3' },
  { state: 'not-yet-approved', expires: '2027-01-31', scope: 'file infra/legacy.template.json' },
] as const;

export const gaps = (hostile: boolean): CoverageGap[] => [
  {
    subject: 'AWS::Bedrock::Agent',
    account: '444455556666',
    region: 'us-east-1',
    from: '2026-10-28T03:00:00.000Z',
    to: null,
    because: 'bedrock:ListAgents is denied to the reader role',
  },
  {
    subject: hostile ? `the change feed ${HOSTILE_NAMES[1]}` : 'the change feed',
    account: '111122223333',
    region: 'eu-central-1',
    from: '2026-10-11T08:00:00.000Z',
    to: '2026-10-13T10:30:00.000Z',
    because: 'no canary came through',
  },
];

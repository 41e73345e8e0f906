import type { Framework } from '../../frameworks/framework.ts';
import { isInForce } from '../attestation.ts';
import type { Status } from '../verdict.ts';
import type {
  AssessedControl,
  AssessedFinding,
  AssessedFramework,
  AssessedRule,
  StandingAttestation,
} from './assessment.ts';

export interface CoverageInput {
  /** Rules in force. */
  readonly rules: readonly AssessedRule[];
  readonly findings: readonly Pick<AssessedFinding, 'rule' | 'status'>[];
  readonly attestations: readonly StandingAttestation[];
}

/**
 * Each framework with all its controls, those that nothing stands for too. Advisory rules support no control: they are
 * told, and never counted.
 */
export function assessedFrameworks(
  frameworks: readonly Framework[],
  { rules, findings, attestations }: CoverageInput,
): readonly AssessedFramework[] {
  const rulesOf = byControl(rules);
  const counts = countsByRule(findings);
  const inForce = attestations.filter(isInForce);
  const assessed = (id: string, title: string, supporting: readonly string[]): AssessedControl => {
    const standing = inForce.filter((each) => speaksFor(each, id, supporting));
    return {
      id: id.slice(id.indexOf(':') + 1),
      title,
      coverage: supporting.length > 0 ? 'automated' : standing.length > 0 ? 'attested' : 'not-covered',
      rules: supporting,
      counts: sum(supporting.map((rule) => counts.get(rule) ?? NONE)),
      attestations: standing.map(({ controls: _, rules: __, state: ___, ...attestation }) => attestation),
    };
  };
  return frameworks.map(({ key, name, edition, url, controls }) => ({
    key,
    name,
    edition,
    url,
    controls: Object.entries(controls).map(([id, title]) =>
      assessed(`${key}:${id}`, title, rulesOf.get(`${key}:${id}`) ?? []),
    ),
  }));
}

const speaksFor = (
  { controls, rules }: StandingAttestation,
  control: string,
  supporting: readonly string[],
): boolean => controls.includes(control) || rules.some((rule) => supporting.includes(rule));

function byControl(rules: readonly AssessedRule[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { id: rule, profile, controls } of rules) {
    if (profile === 'advisory') continue;
    for (const { id } of controls) found.set(id, [...(found.get(id) ?? []), rule]);
  }
  return found;
}

type Counts = Readonly<Record<Status, number>>;

const NONE: Counts = { COMPLIANT: 0, NON_COMPLIANT: 0, NOT_APPLICABLE: 0, INSUFFICIENT_DATA: 0 };

function countsByRule(findings: CoverageInput['findings']): ReadonlyMap<string, Counts> {
  const counts = new Map<string, Record<Status, number>>();
  for (const { rule, status } of findings) {
    const count = counts.get(rule) ?? { ...NONE };
    count[status] += 1;
    counts.set(rule, count);
  }
  return counts;
}

function sum(counts: readonly Counts[]): Counts {
  const total: Record<Status, number> = { ...NONE };
  for (const count of counts) {
    for (const status of Object.keys(total) as Status[]) total[status] += count[status];
  }
  return total;
}

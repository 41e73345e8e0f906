import type { AssessedFinding } from '../../engine/assessment/assessment.ts';
import type { Severity } from '../../engine/rule.ts';
import type { Status } from '../../engine/verdict.ts';
import type { OpenedIsland } from './island.ts';
import { isOverdue, SEVERITIES, STATUSES, shown } from './words.ts';

export const SORTS = ['severity', 'due', 'oldest', 'rule', 'resource'] as const;

export type Sort = (typeof SORTS)[number];

/** Members that are one text each, empty for any. */
export const CHOICES = ['rule', 'type', 'account', 'region', 'framework', 'control', 'waived'] as const;

export type Choice = (typeof CHOICES)[number];

/** What findings are asked for; nothing chosen in a list of statuses or severities means all of them. */
export interface Query extends Readonly<Record<Choice, string>> {
  readonly status: readonly Status[];
  readonly severity: readonly Severity[];
  readonly overdue: boolean;
  readonly text: string;
  readonly sort: Sort;
}

/** What needs somebody: what fails, and what nobody could judge. */
export const DEFAULT_QUERY: Query = {
  status: ['NON_COMPLIANT', 'INSUFFICIENT_DATA'],
  severity: [],
  rule: '',
  type: '',
  account: '',
  region: '',
  framework: '',
  control: '',
  waived: '',
  overdue: false,
  text: '',
  sort: 'severity',
};

export interface Finder {
  /** In the order asked for. */
  find(query: Query): readonly AssessedFinding[];
}

/** Looks through findings; what is searched is put together once. */
export function finderOf(island: OpenedIsland): Finder {
  const { asOf, findings } = island;
  const controls = new Map(island.rules.map(({ id, controls }) => [id, controls.map((each) => each.id)]));
  const haystacks = haystacksOf(island);
  return {
    find(query) {
      const rules = new Set([...controls].filter(([, ids]) => isSupporting(ids, query)).map(([id]) => id));
      const hasRules = query.framework !== '' || query.control !== '';
      const words = query.text
        .split(/\s+/)
        .filter(Boolean)
        .map((word) => shown(word).toLowerCase());
      const found = findings.filter((finding, index) => {
        if (hasRules && !rules.has(finding.rule)) return false;
        if (!isChosen(finding, query, asOf)) return false;
        const haystack = words.length === 0 ? '' : haystacks(index);
        return words.every((word) => haystack.includes(word));
      });
      return sorted(found, query.sort);
    },
  };
}

const isSupporting = (controls: readonly string[], { framework, control }: Query): boolean =>
  controls.some((id) => (control === '' ? id.startsWith(`${framework}:`) : id === control));

function isChosen(finding: AssessedFinding, query: Query, asOf: string): boolean {
  const { resource } = finding;
  return (
    (query.status.length === 0 || query.status.includes(finding.status)) &&
    (query.severity.length === 0 || query.severity.includes(finding.severity)) &&
    (query.rule === '' || query.rule === finding.rule) &&
    (query.type === '' || query.type === resource.type) &&
    (query.account === '' || query.account === resource.account) &&
    (query.region === '' || query.region === resource.region) &&
    (query.waived === '' || (query.waived === 'yes') === (finding.waiver !== null)) &&
    (!query.overdue || isOverdue(finding, asOf))
  );
}

/** By place, made when first asked for: lower case, as it is shown, values of observations as JSON. */
function haystacksOf({ findings, rules }: OpenedIsland): (index: number) => string {
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  const known: string[] = [];
  return (index) => {
    known[index] ??= shown(haystackOf(findings[index], titles)).toLowerCase();
    return known[index];
  };
}

function haystackOf(finding: AssessedFinding | undefined, titles: ReadonlyMap<string, string>): string {
  if (finding === undefined) return '';
  const { id, rule, resource, because, waiver, observations } = finding;
  const said = observations.map(({ path, expected, actual }) => [path, expected, actual]);
  return [
    rule,
    titles.get(rule) ?? '',
    ...Object.values(resource).filter((value) => value !== null),
    because ?? '',
    id,
    ...(waiver === null ? [] : Object.values(waiver)),
    observations.length === 0 ? '' : JSON.stringify(said),
  ].join(' ');
}

type Compare = (a: AssessedFinding, b: AssessedFinding) => number;

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Without a time comes last. */
const NEVER = '9999';

const ORDERS: Readonly<Record<Sort, Compare>> = {
  severity: (a, b) =>
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status),
  due: (a, b) => compareTexts(a.dueAt ?? NEVER, b.dueAt ?? NEVER),
  oldest: (a, b) => compareTexts(a.since ?? NEVER, b.since ?? NEVER),
  rule: (a, b) => compareTexts(a.rule, b.rule),
  resource: (a, b) => compareTexts(a.resource.id, b.resource.id),
};

const sorted = (findings: AssessedFinding[], sort: Sort): AssessedFinding[] => findings.sort(ORDERS[sort]);

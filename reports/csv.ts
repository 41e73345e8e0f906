import type { AssessedFinding, AssessedRule, Assessment } from '../engine/assessment/assessment.ts';
import type { Observation } from '../engine/verdict.ts';
import type { Json } from '../resources/resource.ts';

type Row = (finding: AssessedFinding, rule: AssessedRule | undefined, assessment: Assessment) => string;

/** Columns only ever join at the end: whoever reads by position keeps reading. */
const COLUMNS: Readonly<Record<string, Row>> = {
  finding_id: ({ id }) => id,
  rule: ({ rule }) => rule,
  title: (_, rule) => rule?.title ?? '',
  status: ({ status }) => status,
  severity: ({ severity }) => severity,
  advisory: ({ advisory }) => String(advisory),
  account: ({ resource }) => resource.account ?? '',
  region: ({ resource }) => resource.region ?? '',
  resource_type: ({ resource }) => resource.type,
  resource_id: ({ resource }) => resource.id,
  file: ({ resource }) => resource.file ?? '',
  observed: ({ observations }) => observations.map(observed).join('; '),
  because: ({ because }) => because ?? '',
  controls: (_, rule) => rule?.controls.map(({ id }) => id).join('; ') ?? '',
  since: ({ since }) => since ?? '',
  first_evaluated: ({ firstEvaluated }) => firstEvaluated ?? '',
  last_evaluated: ({ lastEvaluated }) => lastEvaluated ?? '',
  due_at: ({ dueAt }) => dueAt ?? '',
  overdue: ({ dueAt }, _, { asOf }) => (dueAt === null ? '' : String(dueAt < asOf)),
  failing_seconds_in_period: ({ failingSeconds }) => failingSeconds?.toString() ?? '',
  failed_before: ({ failedBefore }) => String(failedBefore === true),
  waiver_ticket: ({ waiver }) => waiver?.ticket ?? '',
  waiver_owner: ({ waiver }) => waiver?.owner ?? '',
  waiver_approver: ({ waiver }) => waiver?.approver ?? '',
  waiver_reason: ({ waiver }) => waiver?.reason ?? '',
  waiver_expires: ({ waiver }) => waiver?.expires ?? '',
  evidence_segment: ({ evidence: [newest] }) => newest?.segment ?? '',
  evidence_sequence: ({ evidence: [newest] }) => newest?.sequence.toString() ?? '',
  guidance: (_, rule) => rule?.guidance ?? '',
  as_of: (_, __, { asOf }) => asOf,
  source: (_, __, { source }) => source.name,
  verification: (_, __, assessment) => verification(assessment),
  notes: (_, __, { notes }) => notes.map(({ text }) => text).join(' '),
  shadow: ({ shadow }) => String(shadow === true),
};

/** RFC 4180, UTF-8, one row a finding; what a spreadsheet would run as a formula has an apostrophe in front. */
export function csvReport(assessment: Assessment): string {
  const rules = new Map(assessment.rules.map((rule) => [rule.id, rule]));
  const cells = Object.values(COLUMNS);
  const rows = assessment.findings.map((finding) =>
    cells.map((cell) => cell(finding, rules.get(finding.rule), assessment)),
  );
  return [Object.keys(COLUMNS), ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

/** Every row says it: rows are sorted, filtered and sent on without the file around them. */
function verification({ source: { kind, verification } }: Assessment): string {
  if (verification !== null) return verification.status;
  return kind === 'archive' ? 'not verified' : 'nothing to verify';
}

const observed = ({ path, expected, actual }: Observation): string =>
  `${path} is ${valueText(actual)}, expected ${valueText(expected)}`;

const valueText = (value: Json): string =>
  value === null ? 'absent' : typeof value === 'string' ? value : JSON.stringify(value);

// https://owasp.org/www-community/attacks/CSV_Injection; the wide forms are folded into the narrow ones by some.
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** Neither NUL nor half a character: strict readers take neither. */
function cellText(text: string): string {
  const clean = text.replaceAll('\0', '\uFFFD').toWellFormed();
  const safe = FORMULA.test(clean) ? `'${clean}` : clean;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

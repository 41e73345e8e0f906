import type { AssessedControl, AssessedFinding, AssessedWaiver } from '../../engine/assessment/assessment.ts';
import type { Severity } from '../../engine/rule.ts';
import type { Status } from '../../engine/verdict.ts';

// Words and numbers as the page shows them; the page's script says the same, so nothing here knows a document.

export const SEVERITIES: readonly Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

export const STATUSES: readonly Status[] = [
  'NON_COMPLIANT',
  'INSUFFICIENT_DATA',
  'COMPLIANT',
  'NOT_APPLICABLE',
];

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  NON_COMPLIANT: 'Non-compliant',
  INSUFFICIENT_DATA: 'Insufficient data',
  COMPLIANT: 'Compliant',
  NOT_APPLICABLE: 'Not applicable',
};

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  CRITICAL: 'Critical',
  HIGH: 'High',
  MEDIUM: 'Medium',
  LOW: 'Low',
};

export const COVERAGE_WORDS: Readonly<Record<AssessedControl['coverage'], string>> = {
  automated: 'Automated',
  attested: 'Attested',
  'not-covered': 'Not covered',
};

export const WAIVER_WORDS: Readonly<Record<AssessedWaiver['state'], string>> = {
  'ends-soon': 'Ends soon',
  'in-force': 'In force',
  expired: 'Expired',
  'over-long': 'Too long, not applied',
  'not-yet-approved': 'Not yet approved',
  unused: 'Unused',
};

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text of others with what cannot be seen, or turns what can be, told by its code point: names are to be read, not obeyed. */
export const shown = (text: string): string =>
  text.replaceAll(INVISIBLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  });

const NUMBERS = new Intl.NumberFormat('en-US');

export const numberText = (value: number): string => NUMBERS.format(value);

/** `1 finding`, `2,000 findings`. */
export const countText = (count: number, one: string, many = `${one}s`): string =>
  `${numberText(count)} ${count === 1 ? one : many}`;

/** Rounded towards the middle: only all of it is 100 %, only nothing 0 %. */
export function percentText(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (100 * part) / whole;
  const rounded = part === 0 || part === whole ? percent : Math.min(99, Math.max(1, Math.round(percent)));
  return `${rounded} %`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY = /^(\d{4})-(\d\d)-(\d\d)/;

/** `2 Nov 2026`; what is no date stays as it is. */
export function dayText(iso: string): string {
  const [, year, month, day] = DAY.exec(iso) ?? [];
  if (year === undefined) return iso;
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** `2 Nov 2026, 12:05 UTC` */
export const instantText = (iso: string): string =>
  DAY.test(iso) && iso.length > 10 ? `${dayText(iso)}, ${iso.slice(11, 16)} UTC` : dayText(iso);

const DAY_MS = 86_400_000;

/** Whole days from one instant to another; below 0 if it is past. */
export const daysBetween = (from: string, to: string): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** `due in 3 days`, `12 days overdue`. */
export function dueText(dueAt: string, asOf: string): string {
  if (isOverdue({ dueAt }, asOf)) return `${countText(Math.max(1, daysBetween(dueAt, asOf)), 'day')} overdue`;
  const days = daysBetween(asOf, dueAt);
  return days === 0 ? 'due today' : `due in ${countText(days, 'day')}`;
}

export const isOverdue = ({ dueAt }: Pick<AssessedFinding, 'dueAt'>, asOf: string): boolean =>
  dueAt !== null && Date.parse(dueAt) < Date.parse(asOf);

/** Counts against the account: neither waived nor advisory. */
export const isOpen = ({ status, waiver, advisory }: AssessedFinding): boolean =>
  status === 'NON_COMPLIANT' && waiver === null && !advisory;

/** Of a resource what tells it from its neighbours: the end of an ARN, or the whole logical id. */
export function shortName(id: string): string {
  if (!id.startsWith('arn:')) return id;
  const own = id.split(':').slice(5).join(':');
  return own === '' ? id : own;
}

/** A word for a shell, which sees nothing in it but the word. */
export const shellWord = (text: string): string =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

export const isWebAddress = (text: string): boolean => text.startsWith('https://');

/** Of a property: null says that it is absent. */
export const valueText = (value: unknown): string => {
  if (value === null) return 'absent';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

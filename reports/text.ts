import type { Finding } from '../engine/finding.ts';
import { isOnlyTold, type Rule } from '../engine/rule.ts';
import type { Observation } from '../engine/verdict.ts';
import type { WaiverReport } from '../engine/waiver.ts';
import type { Json } from '../resources/resource.ts';
import type { Tally } from './tally.ts';

/** The styles that a terminal report uses. */
export interface Styles {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

/**
 * Findings of one report in a few lines each: what, observed and expected; what to do at a rule's first, since
 * the second would only repeat it.
 */
export function findingTexts(styles: Styles): (finding: Finding) => string {
  const told = new Map<Rule, Told>();
  return (finding) => {
    const { rule, verdict, waiver } = finding;
    if (verdict.status !== 'NON_COMPLIANT' || waiver !== null) return findingText(finding, styles, false);
    const only = verdict.observations.length === 1 ? verdict.observations[0] : undefined;
    const before = told.get(rule);
    if (before !== undefined && isSame(before.only, only)) return before.text;
    const text = findingText(finding, styles, false);
    told.set(rule, { only, text });
    return before === undefined ? findingText(finding, styles, true) : text;
  };
}

/** What was last said of a rule: in a large file thousands of its findings differ in the resource only. */
interface Told {
  /** Undefined if there were several: these are not compared. */
  readonly only: Observation | undefined;
  readonly text: string;
}

const isSame = (a: Observation | undefined, b: Observation | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.path === b.path &&
  a.expected === b.expected &&
  a.actual === b.actual;

function findingText(finding: Finding, styles: Styles, hasGuidance: boolean): string {
  const { rule, verdict, waiver } = finding;
  const aside = rule.shadow ? ' (in shadow)' : '';
  const head = `    ${mark(finding, styles)} ${rule.severity.padEnd(8)} ${styles.bold(rule.id)}  ${rule.title}${aside}`;
  const lines = [head];
  if (verdict.status === 'NON_COMPLIANT') lines.push(...verdict.observations.map(observationText));
  else if ('because' in verdict) lines.push(`        ${visible(verdict.because)}`);
  if (waiver)
    lines.push(
      `        waived until ${waiver.expires} by ${visible(waiver.approver)} (${visible(waiver.ticket)}): ${visible(waiver.reason)}`,
    );
  if (hasGuidance) lines.push(styles.dim(`        → ${rule.guidance}`));
  return `${lines.join('\n')}\n`;
}

function mark({ rule, verdict, waiver }: Finding, styles: Styles): string {
  if (verdict.status === 'COMPLIANT') return styles.green('✓');
  if (verdict.status === 'NOT_APPLICABLE') return styles.dim('–');
  if (verdict.status === 'INSUFFICIENT_DATA') return styles.yellow('?');
  return waiver || isOnlyTold(rule) ? styles.yellow('!') : styles.red('✗');
}

const observationText = ({ path, expected, actual }: Observation): string =>
  `        ${visible(path)} is ${valueText(actual)}, expected ${valueText(expected)}`;

function valueText(value: Json): string {
  if (value === null) return 'absent';
  if (typeof value === 'string') return visible(value);
  return visible(JSON.stringify(value));
}

/** A waiver that did not help, in one line. */
export const waiverText = ({ waiver, problem, because }: WaiverReport): string =>
  `waiver for ${waiver.rule} (${visible(waiver.ticket)}) is ${problem}: ${because}\n`;

/** Text from a file may hold anything; a terminal must not obey it. */
export function visible(text: string): string {
  if (text.length <= 300 && /^[\x20-\x7e]*$/.test(text)) return text;
  const safe = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\uFFFD');
  return safe.length > 300 ? `${safe.slice(0, 300)}…` : safe;
}

/** `3 failed (1 CRITICAL, 2 HIGH), 1 waived, 2 unknown, 10 passed, 4 not applicable` */
export function tallyText({ byStatus, failures, waived, advisory, shadow = 0, faults }: Tally): string {
  const severities = Object.entries(failures).filter(([, number]) => number > 0);
  const failed = severities.reduce((sum, [, number]) => sum + number, 0);
  const detail = severities.map(([severity, number]) => `${number} ${severity}`).join(', ');
  return [
    `${failed} failed${detail && ` (${detail})`}`,
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(advisory > 0 ? [`${advisory} advisory`] : []),
    ...(shadow > 0 ? [`${shadow} in shadow`] : []),
    `${byStatus.INSUFFICIENT_DATA} unknown (INSUFFICIENT_DATA)`,
    `${byStatus.COMPLIANT} passed`,
    `${byStatus.NOT_APPLICABLE} not applicable`,
    ...(faults > 0 ? [`${faults} rule faults`] : []),
  ].join(', ');
}

import { nameOf, objectOf, resourceOf } from '../engine/evidence/lookup.ts';
import { visible } from '../reports/text.ts';
import type { Json, JsonObject } from '../resources/resource.ts';
import type { Palette } from './terminal.ts';

/** What a record says, in a line or two: when, of what, and each verdict that was asked for. */
export function recordText(
  record: JsonObject,
  styles: Palette,
  rules: ReadonlySet<string> | undefined,
): readonly string[] {
  const { kind, recordedAt, detail, sender } = record;
  const resource = resourceOf(record);
  const what = resource ? `${resource['type']} ${nameOf(resource)}` : '';
  const about = kind === 'evaluation' ? what : `${kind} ${what || JSON.stringify(detail ?? {})}`;
  const by = sender === undefined ? '' : `, sent by ${sender}`;
  return [
    `${String(recordedAt)}  ${visible(about)}${visible(by)}`,
    ...verdictsIn(record)
      .filter(({ rule }) => rules === undefined || rules.has(String(rule)))
      .map((verdict) => `  ${verdictText(verdict, styles)}`),
  ];
}

const verdictsIn = ({ verdicts }: JsonObject): readonly JsonObject[] =>
  Array.isArray(verdicts)
    ? verdicts.map((verdict: Json) => objectOf(verdict)).filter((verdict) => verdict !== undefined)
    : [];

function verdictText({ rule, revision, status, because, waiver }: JsonObject, styles: Palette): string {
  const colours: Readonly<Record<string, (text: string) => string>> = {
    COMPLIANT: styles.green,
    NON_COMPLIANT: styles.red,
    INSUFFICIENT_DATA: styles.yellow,
  };
  const said = visible(String(status));
  const more = [
    because === undefined ? '' : `: ${because}`,
    waiver === undefined ? '' : ` (waived: ${waiver})`,
  ];
  return `${(colours[said] ?? styles.dim)(said)}  ${visible(`${rule} (revision ${revision})${more.join('')}`)}`;
}

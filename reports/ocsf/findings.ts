import type { Assessment } from '../../engine/assessment/assessment.ts';
import type { Json } from '../../resources/resource.ts';
import { endedEvent, findingEvent } from './event.ts';
import { surroundingsOf } from './objects.ts';

/**
 * OCSF compliance findings (class 2003), one JSON object a line: one a finding, then one for each that is over. What has
 * no place in OCSF is under `unmapped`; gaps and history are in no event.
 */
export function ocsfFindings(assessment: Assessment): string {
  const around = surroundingsOf(assessment);
  const standing = new Set(assessment.findings.map(({ id }) => id));
  return [
    ...assessment.findings.map((finding) => findingEvent(finding, around)),
    // What was replaced lives on under the same id.
    ...assessment.ended.filter(({ id }) => !standing.has(id)).map((finding) => endedEvent(finding, around)),
  ]
    .map((event) => `${lineOf(event)}\n`)
    .join('');
}

/** Many readers end a line at these three as well; in JSON they stand in strings only. */
const LINE_ENDS = /[\u0085\u2028\u2029]/g;

const lineOf = (event: Json): string =>
  JSON.stringify(wellFormed(event)).replaceAll(
    LINE_ENDS,
    (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Half a character is no UTF-8. */
function wellFormed(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      member === undefined ? [] : [[name.toWellFormed(), wellFormed(member)]],
    ),
  );
}

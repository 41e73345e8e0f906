import type { Finding } from '../../engine/finding.ts';
import type { Palette } from '../terminal.ts';
import type { Sighting, Told, Watched } from './watch.ts';

const INDENT = '           ';

/** One scene as the terminal tells it: what happened, what was found, what it means, what to do. */
export function sceneText(
  time: string,
  tell: string,
  { watched, styles }: { watched: readonly Watched[]; styles: Palette },
): string {
  const lines = [`${styles.dim(time)}  ${styles.bold(tell)}`];
  for (const { denied, event, sightings } of watched) {
    if (denied)
      lines.push(
        `${INDENT}${styles.yellow('!')} ${event?.name} was refused (${denied}): nothing changed, and the attempt is evidence`,
      );
    for (const sighting of sightings) lines.push(...sightingLines(sighting, styles));
  }
  return `${lines.join('\n')}\n`;
}

function sightingLines({ ref, findings, steps, isDeleted }: Sighting, styles: Palette): string[] {
  const name = `${ref.type.replace(/^AWS::/, '').replace('::', ' ')} ${ref.id}`;
  if (isDeleted) return steps.size > 0 ? [`${INDENT}– ${name} is gone: ${steps.size} findings archived`] : [];
  const told = findings.flatMap((finding) => findingLines(finding, steps.get(finding.rule.id), styles));
  return told.length > 0 ? [`${INDENT}${styles.dim(name)}`, ...told] : [];
}

function findingLines({ rule, verdict }: Finding, step: Told | undefined, styles: Palette): string[] {
  if (step?.note === 'resolved') return [`${INDENT}${styles.green('✓')} resolved: ${rule.title}`];
  // What is known already is not told twice.
  if (verdict.status !== 'NON_COMPLIANT' || !step?.isOpening) return [];
  const [{ path, expected, actual }] = verdict.observations;
  return [
    `${INDENT}${styles.red('✗')} ${rule.severity} ${rule.title}`,
    `${INDENT}    ${path} is ${actual === null ? 'absent' : shown(actual)}, expected ${shown(expected)}`,
    styles.dim(wrapped(`why   ${rule.rationale}`)),
    styles.dim(wrapped(`do    ${rule.guidance}`)),
  ];
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const WIDTH = 104;

/** Hanging below its first word. */
function wrapped(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=\S) /)) {
    if (line.length + word.length > WIDTH - INDENT.length) {
      lines.push(line);
      line = `      ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => `${INDENT}    ${each}`).join('\n');
}

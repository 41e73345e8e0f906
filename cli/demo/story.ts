import type { RulePosture } from '../../engine/posture.ts';
import { ruleById } from '../house.ts';
import type { Palette } from '../terminal.ts';
import type { Seen, Sighting } from './watch.ts';

const INDENT = '           ';

/** One scene as the terminal tells it: what happened, what was found, what it means, what to do. */
export function sceneText(
  time: string,
  tell: string,
  { seen, styles, plan }: { seen: Seen; styles: Palette; plan?: string },
): string {
  const lines = [`${styles.dim(time)}  ${styles.bold(tell)}`, ...planLines(plan ?? '', styles)];
  for (const { name, code } of seen.refusals) {
    lines.push(
      `${INDENT}${styles.yellow('!')} ${name} was refused (${code}): nothing changed, and the attempt is evidence`,
    );
  }
  for (const sighting of seen.sightings) lines.push(...sightingLines(sighting, styles));
  return `${lines.join('\n')}\n`;
}

/** Of an approved plan: what becomes another, and who is asked for it. */
const planLines = (plan: string, styles: Palette): string[] =>
  plan.split('\n').flatMap((line) => {
    if (/^[-+] /.test(line)) return [`${INDENT}    ${line}`];
    return /^ {2}(?:risk|breaks) /.test(line) ? [styles.dim(wrapped(line.trim()))] : [];
  });

function sightingLines({ ref, opened, resolved, archived }: Sighting, styles: Palette): string[] {
  const name = `${ref.type.replace(/^AWS::/, '').replace('::', ' ')} ${ref.id}`;
  if (archived !== undefined)
    return archived > 0 ? [`${INDENT}– ${name} is gone: ${archived} findings archived`] : [];
  const told = [
    ...[...opened].flatMap(([id, posture]) => findingLines(id, posture, styles)),
    ...resolved.map((id) => `${INDENT}${styles.green('✓')} resolved: ${ruleById(id)?.title ?? id}`),
  ];
  return told.length > 0 ? [`${INDENT}${styles.dim(name)}`, ...told] : [];
}

function findingLines(id: string, { severity, observations = [] }: RulePosture, styles: Palette): string[] {
  const rule = ruleById(id);
  const facts = observations
    .slice(0, 1)
    .map(
      ({ path, expected, actual }) =>
        `${INDENT}    ${path} is ${actual === null ? 'absent' : shown(actual)}, expected ${shown(expected)}`,
    );
  return [
    `${INDENT}${styles.red('✗')} ${severity} ${rule?.title ?? id}`,
    ...facts,
    styles.dim(wrapped(`why   ${rule?.rationale ?? ''}`)),
    styles.dim(wrapped(`do    ${rule?.guidance ?? ''}`)),
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

import type { Json } from '../../resources/resource.ts';
import type { Held } from './brakes.ts';
import { type ApiCall, type Plan, planHash } from './plan.ts';

/** A plan in plain words, as a diff, the same for a terminal, a mail and an approver. */
export function planText(plan: Plan, held: readonly Held[] = []): string {
  const { resource, rule, risk, breaks, owner } = plan;
  const lines = [
    `${plan.title}`,
    `  resource  ${resource.type} ${resource.synthetic ? resource.id : (resource.arn ?? resource.id)}`,
    `  where     account ${resource.account ?? 'unknown'}, ${resource.region ?? 'no Region'}`,
    `  rule      ${rule}`,
    `  risk      ${risk}`,
    `  breaks    ${breaks}`,
    `  owner     ${[owner.kind, owner.name].filter((text) => text !== '').join(' ')}: ${owner.where}`,
    '',
    ...draftLines(plan),
    ...(held.length > 0 ? ['', 'brakes', ...held.map(heldLine)] : []),
    '',
    `plan hash ${planHash(plan)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** What becomes another, by which calls, and what takes it back. */
export const draftLines = ({ changes, steps }: Pick<Plan, 'changes' | 'steps'>): readonly string[] => [
  ...changes.flatMap(({ path, before, after }) => [
    `- ${path}: ${shown(before)}`,
    `+ ${path}: ${shown(after)}`,
  ]),
  '',
  'calls',
  ...steps.map(({ call }, index) => `  ${index + 1}. ${called(call)}`),
  'undone by',
  ...undoLines(steps),
];

function undoLines(steps: Plan['steps']): readonly string[] {
  const undone = steps.toReversed().flatMap(({ undo }) => (undo ? [called(undo.call)] : []));
  return undone.length > 0 ? undone.map((text, index) => `  ${index + 1}. ${text}`) : ['  nothing'];
}

const heldLine = ({ brake, allows, because }: Held): string => `  ${WORDS[allows]} (${brake}): ${because}`;

const WORDS: Readonly<Record<Held['allows'], string>> = {
  stop: 'nothing is done',
  wait: 'it waits',
  notify: 'it is only told',
  approve: 'it needs an approver',
};

const MAX_VALUE = 300;

const shown = (value: Json): string => {
  const text = value === null ? '(none)' : JSON.stringify(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1).toWellFormed()}…` : text;
};

const called = ({ service, operation, input }: ApiCall): string =>
  `${service}:${operation} ${shown(input as Json)}`;

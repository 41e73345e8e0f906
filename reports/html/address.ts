import type { Severity } from '../../engine/rule.ts';
import type { Status } from '../../engine/verdict.ts';
import { CHOICES, DEFAULT_QUERY, type Query, SORTS } from './query.ts';
import { SEVERITIES, STATUSES } from './words.ts';

export const VIEWS = ['executive', 'engineer', 'auditor'] as const;

export type View = (typeof VIEWS)[number];

/** What the part behind `#` in the page's address says, so that a view and its filters can be sent to somebody. */
export interface Address {
  readonly view: View;
  readonly query: Query;
}

/** `#engineer?severity=HIGH&text=notebook`; what is not understood is the default. */
export function addressOf(hash: string): Address {
  const [view, search = ''] = split(hash.replace(/^#/, ''));
  const given = new URLSearchParams(search);
  const text = (name: string): string => given.get(name) ?? '';
  return {
    view: VIEWS.find((each) => each === view) ?? 'executive',
    query: {
      ...DEFAULT_QUERY,
      ...(given.has('status') && { status: listed<Status>(text('status'), STATUSES) }),
      ...(given.has('severity') && { severity: listed<Severity>(text('severity'), SEVERITIES) }),
      ...Object.fromEntries(CHOICES.map((choice) => [choice, text(choice)])),
      overdue: given.has('overdue'),
      text: text('text'),
      sort: SORTS.find((sort) => sort === text('sort')) ?? DEFAULT_QUERY.sort,
    },
  };
}

function split(text: string): readonly [string, string?] {
  const at = text.indexOf('?');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

const listed = <T extends string>(text: string, known: readonly T[]): readonly T[] =>
  known.filter((each) => text.split(',').includes(each));

/** The way back: only what is not the default is said. */
export function hashOf({ view, query }: Address): string {
  const said = new URLSearchParams();
  const { status, severity, overdue, text, sort } = query;
  if (status.join() !== DEFAULT_QUERY.status.join()) said.set('status', status.join());
  if (severity.length > 0) said.set('severity', severity.join());
  for (const choice of CHOICES) if (query[choice] !== '') said.set(choice, query[choice]);
  if (overdue) said.set('overdue', 'yes');
  if (text !== '') said.set('text', text);
  if (sort !== DEFAULT_QUERY.sort) said.set('sort', sort);
  const search = said.toString();
  return search === '' ? `#${view}` : `#${view}?${search}`;
}

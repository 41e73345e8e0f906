import type { AssessedFinding } from '../../../engine/assessment/assessment.ts';
import type { OpenedIsland } from '../island.ts';
import { CHOICES, type Choice, DEFAULT_QUERY, type Query, SORTS } from '../query.ts';
import { numberText, SEVERITIES, STATUSES, shown } from '../words.ts';
import { byId } from './dom.ts';

/** The form of the filters: what it asks for, and how it is told. */
export interface Filters {
  read(): Query;
  write(query: Query): void;
}

export function startFilters(island: OpenedIsland): Filters {
  const form = byId('filters', HTMLFormElement);
  fill(
    'rule',
    counted(island.findings, ({ rule }) => rule),
  );
  fill(
    'type',
    counted(island.findings, ({ resource }) => resource.type),
  );
  fill(
    'account',
    counted(island.findings, ({ resource }) => resource.account),
  );
  fill(
    'region',
    counted(island.findings, ({ resource }) => resource.region),
  );
  return { read: () => queryOf(form, island), write: (query) => writeQuery(form, query, island) };
}

type Options = readonly (readonly [value: string, label: string])[];

function counted(
  findings: readonly AssessedFinding[],
  pick: (finding: AssessedFinding) => string | null,
): Options {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const value = pick(finding);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, count]) => [value, `${shown(value)} (${numberText(count)})`]);
}

function fill(name: Choice, options: Options): void {
  byId(name, HTMLSelectElement).replaceChildren(
    new Option('Any', ''),
    ...options.map(([value, label]) => new Option(label, value)),
  );
}

/** Those of one framework, or of all. */
function fillControls({ frameworks }: OpenedIsland, framework: string): void {
  fill(
    'control',
    frameworks
      .filter(({ key }) => framework === '' || key === framework)
      .flatMap(({ key, controls }) =>
        Object.entries(controls).map(([id, title]) => [`${key}:${id}`, `${id} ${title}`] as const),
      ),
  );
}

function queryOf(form: HTMLFormElement, island: OpenedIsland): Query {
  const data = new FormData(form);
  const text = (name: string): string => String(data.get(name) ?? '');
  const framework = text('framework');
  const control = text('control');
  // A control of another framework asks for nothing that exists.
  const isOfFramework = framework === '' || control.startsWith(`${framework}:`);
  const query: Query = {
    ...DEFAULT_QUERY,
    status: STATUSES.filter((status) => data.getAll('status').includes(status)),
    severity: SEVERITIES.filter((severity) => data.getAll('severity').includes(severity)),
    ...Object.fromEntries(CHOICES.map((choice) => [choice, text(choice)])),
    control: isOfFramework ? control : '',
    overdue: data.has('overdue'),
    text: text('text').trim(),
    sort: SORTS.find((sort) => sort === text('sort')) ?? DEFAULT_QUERY.sort,
  };
  fillControls(island, framework);
  byId('control', HTMLSelectElement).value = query.control;
  return query;
}

function writeQuery(form: HTMLFormElement, query: Query, island: OpenedIsland): void {
  for (const box of form.querySelectorAll<HTMLInputElement>('input[type=checkbox]')) {
    const chosen: readonly string[] = [...query.status, ...query.severity];
    box.checked = box.name === 'overdue' ? query.overdue : chosen.includes(box.value);
  }
  fillControls(island, query.framework);
  for (const choice of CHOICES) byId(choice, HTMLSelectElement).value = query[choice];
  byId('sort', HTMLSelectElement).value = query.sort;
  byId('text', HTMLInputElement).value = query.text;
}

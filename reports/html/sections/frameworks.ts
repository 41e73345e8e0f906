import type {
  AssessedAttestation,
  AssessedControl,
  AssessedFramework,
  Assessment,
} from '../../../engine/assessment/assessment.ts';
import { mappingNotice } from '../../../frameworks/index.ts';
import { legend, type Portion, stackedBar } from '../charts/bar.ts';
import { chip, code, empty, link, quiet, section, table } from '../layout.ts';
import { html, type Markup, named } from '../markup.ts';
import { COVERAGE_WORDS, dayText, STATUS_WORDS, STATUSES } from '../words.ts';

const COVERAGES = ['automated', 'attested', 'not-covered'] as const;

const portionsOf = (controls: readonly AssessedControl[]): readonly Portion[] =>
  COVERAGES.map((coverage) => ({
    label: COVERAGE_WORDS[coverage],
    count: controls.filter((control) => control.coverage === coverage).length,
    tone: coverage,
  }));

const coverageOf = ({ name, controls }: AssessedFramework): Markup =>
  stackedBar({ title: `Coverage of ${name}`, unit: 'control' }, portionsOf(controls));

/** What supports how much of each framework: coverage, which says nothing of how well. */
export const coverageSection = ({ frameworks }: Assessment): Markup =>
  section(
    {
      id: 'coverage',
      title: 'Coverage of frameworks',
      intro:
        'How many controls rules support, how many a person attests, and how many nothing here speaks for.',
    },
    frameworks.length === 0
      ? empty('No framework was chosen.')
      : html`${legend(portionsOf(frameworks.flatMap(({ controls }) => controls)))}${table(
          {
            caption: 'Coverage by framework',
            columns: [
              { title: 'Framework' },
              { title: 'Coverage' },
              ...COVERAGES.map((coverage) => ({ title: COVERAGE_WORDS[coverage], isNumber: true as const })),
            ],
          },
          frameworks.map((framework) => [
            html`${framework.name}<span class="under">${framework.edition}</span>`,
            coverageOf(framework),
            ...portionsOf(framework.controls).map(({ count }) => quiet(count)),
          ]),
        )}`,
    html`<p class="aside">${mappingNotice}</p>`,
  );

/** Control by control, for auditors. */
export const controlsSection = (assessment: Assessment): Markup =>
  section(
    { id: 'controls', title: 'Controls and what supports them', intro: mappingNotice },
    assessment.frameworks.length === 0 ? empty('No framework was chosen.') : null,
    assessment.frameworks.map((framework) => frameworkDetails(framework, sourcesOf(assessment))),
  );

/** Rule → control → the publication that maps it. */
type Sources = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

const sourcesOf = ({ rules }: Assessment): Sources =>
  new Map(rules.map(({ id, controls }) => [id, new Map(controls.map((each) => [each.id, each.source]))]));

const frameworkDetails = (framework: AssessedFramework, sources: Sources): Markup => html`
<details class="framework"><summary><span class="framework-name">${framework.name} <small>${framework.edition}</small></span>${coverageOf(framework)}<span class="framework-counts">${portionsOf(
  framework.controls,
)
  .map(({ label, count }) => `${count} ${label.toLowerCase()}`)
  .join(', ')}</span></summary>
<p class="aside">Published at ${link(framework.url)}</p>
${table(
  {
    caption: `Controls of ${framework.name}`,
    columns: [
      { title: 'Control' },
      { title: 'Coverage' },
      { title: 'Supported by' },
      ...STATUSES.map((status) => ({ title: STATUS_WORDS[status], isNumber: true as const })),
    ],
  },
  framework.controls.map((control) => controlCells(control, framework.key, sources)),
)}</details>`;

const controlCells = (control: AssessedControl, key: string, sources: Sources) => [
  html`${code(control.id)} ${control.title}`,
  chip(control.coverage, COVERAGE_WORDS[control.coverage]),
  html`${supporters(control, `${key}:${control.id}`, sources)}${control.attestations.map(attestation)}`,
  ...STATUSES.map((status) =>
    control.coverage === 'automated' ? quiet(control.counts[status]) : html`<span class="zero">–</span>`,
  ),
];

function supporters({ rules, counts }: AssessedControl, id: string, sources: Sources): Markup | null {
  if (rules.length === 0) return null;
  const judged = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return html`<ul class="plain">${rules.map((rule) => {
    const source = sources.get(rule)?.get(id) ?? null;
    return html`<li>${code(rule)} <small>${source === null ? 'judged' : `published: ${source}`}</small></li>`;
  })}</ul>${
    judged === 0
      ? html`<p class="aside">No resource was judged by them.</p>`
      : html`<a class="needs-script" href="#auditor?status=&amp;control=${encodeURIComponent(id)}">Findings<span class="unseen"> of ${id}</span></a>`
  }`;
}

const attestation = ({
  subject,
  kind,
  attestedBy,
  attested,
  expires,
  documentHash,
}: AssessedAttestation): Markup =>
  html`<p class="attestation">${named(subject)} <small>(${named(kind)}) attested by ${named(attestedBy)} on ${dayText(attested)}, until ${dayText(expires)}; document ${code(documentHash)}</small></p>`;

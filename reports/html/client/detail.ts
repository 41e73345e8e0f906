import type {
  AssessedFinding,
  AssessedRule,
  EvidencePointer,
} from '../../../engine/assessment/assessment.ts';
import type { OpenedIsland } from '../island.ts';
import {
  countText,
  dayText,
  instantText,
  isWebAddress,
  SEVERITY_WORDS,
  STATUS_WORDS,
  shellWord,
  shown,
  valueText,
} from '../words.ts';
import { element } from './dom.ts';

interface Context {
  readonly island: OpenedIsland;
  readonly rule: AssessedRule | undefined;
}

/** All that is known of one finding. */
export function detailOf(finding: AssessedFinding, { island, rule }: Context): HTMLElement {
  return element(
    'div',
    { class: 'detail-body' },
    observationsOf(finding),
    waiverOf(finding),
    rule === undefined ? null : wordsOf(rule),
    factsOf(finding, rule),
    evidenceOf(finding, island),
    rule === undefined ? null : controlsOf(rule, island),
  );
}

const block = (title: string, ...children: (Node | null)[]): HTMLElement =>
  element('section', {}, element('h4', {}, title), ...children);

const name = (text: string): HTMLElement => element('bdi', {}, shown(text));

const code = (text: string): HTMLElement => element('code', {}, shown(text));

function tableOf(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Node[])[],
): HTMLElement {
  return element(
    'div',
    { class: 'scroll' },
    element(
      'table',
      {},
      element('caption', { class: 'unseen' }, caption),
      element(
        'thead',
        {},
        element('tr', {}, ...columns.map((title) => element('th', { scope: 'col' }, title))),
      ),
      element(
        'tbody',
        {},
        ...rows.map((cells) =>
          element(
            'tr',
            {},
            ...cells.map((cell, index) => element('td', { 'data-column': columns[index] ?? '' }, cell)),
          ),
        ),
      ),
    ),
  );
}

function observationsOf({ observations, because, status }: AssessedFinding): HTMLElement {
  const title = status === 'NON_COMPLIANT' ? 'Observed and expected' : STATUS_WORDS[status];
  if (observations.length === 0)
    return block(
      title,
      element('p', {}, because === null ? 'Nothing was observed against it.' : name(because)),
    );
  return block(
    title,
    tableOf(
      'Observed and expected values',
      ['Property', 'Observed', 'Expected'],
      observations.map(({ path, actual, expected }) => [
        code(path),
        code(valueText(actual)),
        code(valueText(expected)),
      ]),
    ),
  );
}

function waiverOf({ waiver }: AssessedFinding): HTMLElement | null {
  if (waiver === null) return null;
  const { approver, owner, expires, ticket, reason } = waiver;
  return block(
    `Waived until ${dayText(expires)}`,
    element('p', {}, name(reason)),
    element('p', {}, 'Approved by ', name(approver), ' for ', name(owner), ', ticket ', name(ticket), '.'),
  );
}

const wordsOf = ({ rationale, guidance, references }: AssessedRule): HTMLElement =>
  element(
    'div',
    { class: 'words' },
    block('Why it matters', element('p', {}, rationale)),
    block(
      'What to do',
      element('p', {}, guidance),
      element('ul', { class: 'plain' }, ...references.map((url) => element('li', {}, link(url)))),
    ),
  );

const link = (url: string): HTMLElement =>
  isWebAddress(url) ? element('a', { href: url, rel: 'noreferrer noopener' }, shown(url)) : name(url);

function factsOf(finding: AssessedFinding, rule: AssessedRule | undefined): HTMLElement {
  const { resource, since, firstEvaluated, lastEvaluated, dueAt, failingSeconds } = finding;
  const facts: (readonly [string, Node | null])[] = [
    ['Resource', code(resource.id)],
    ['File', resource.file === null ? null : code(resource.file)],
    [
      'Rule',
      code(rule === undefined ? finding.rule : `${rule.id} revision ${rule.revision}, ${rule.profile}`),
    ],
    ['Severity', name(SEVERITY_WORDS[finding.severity])],
    ['This status since', instant(since)],
    ['First judged', instant(firstEvaluated)],
    ['Last judged', instant(lastEvaluated)],
    ['Due', instant(dueAt)],
    [
      'Non-compliant in the period',
      failingSeconds === null ? null : name(countText(Math.round(failingSeconds / 86_400), 'day')),
    ],
    ['Finding', code(finding.id)],
  ];
  return block(
    'Facts',
    element(
      'dl',
      { class: 'detail-facts' },
      ...facts.flatMap(([title, value]) =>
        value === null ? [] : [element('div', {}, element('dt', {}, title), element('dd', {}, value))],
      ),
    ),
  );
}

const instant = (iso: string | null): Node | null => (iso === null ? null : name(instantText(iso)));

function evidenceOf({ evidence }: AssessedFinding, { source }: OpenedIsland): HTMLElement {
  const [newest] = evidence;
  if (newest === undefined)
    return block(
      'Evidence',
      element('p', {}, 'No archive is behind this finding: there is no record to prove.'),
    );
  return block(
    'Evidence',
    tableOf(
      'Records that show it',
      ['Account and Region', 'Record', 'Written', 'Says', 'Segment'],
      evidence.map(({ account, region, sequence, recordedAt, status, segment }) => [
        name(`${account} ${region}`),
        code(String(sequence)),
        name(instantText(recordedAt)),
        name(STATUS_WORDS[status]),
        code(segment),
      ]),
    ),
    element('p', {}, 'Prove the newest, and check the proof alone:'),
    element(
      'pre',
      {},
      element('code', {}, shown(commandsOf(source.name, newest)).replaceAll('[U+000A]', '\n')),
    ),
  );
}

function commandsOf(archive: string, { account, region, sequence }: EvidencePointer): string {
  const place = `${account}/${region}/${sequence}`;
  return `assay prove ${shellWord(place)} --archive ${shellWord(archive)} --out proof.json\nassay verify proof.json --public-key sealing-key.pem`;
}

function controlsOf({ controls }: AssessedRule, { frameworks }: OpenedIsland): HTMLElement | null {
  if (controls.length === 0) return null;
  return block(
    'Supports',
    element(
      'ul',
      { class: 'plain supports' },
      ...frameworks.flatMap(({ key, name: framework, controls: titles }) =>
        controls
          .filter(({ id }) => id.startsWith(`${key}:`))
          .map(({ id, source }) => {
            const control = id.slice(key.length + 1);
            const mapped = source === null ? 'judged' : `published: ${source}`;
            return element(
              'li',
              {},
              `${framework} `,
              code(control),
              ` ${titles[control] ?? ''} `,
              element('small', {}, `(${mapped})`),
            );
          }),
      ),
    ),
  );
}

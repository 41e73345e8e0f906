import type { AssessedWaiver, Assessment } from '../../../engine/assessment/assessment.ts';
import { chip, day, empty, section, table } from '../layout.ts';
import { html, type Markup, named } from '../markup.ts';
import { countText, daysBetween, numberText, WAIVER_WORDS } from '../words.ts';

const STATES = Object.keys(WAIVER_WORDS);

const byUrgency = (a: AssessedWaiver, b: AssessedWaiver): number =>
  STATES.indexOf(a.state) - STATES.indexOf(b.state) || (a.expires < b.expires ? -1 : 1);

/** Risks that named people accepted, what ends first on top. */
export const waiversSection = ({ waivers, asOf }: Assessment, id: string): Markup =>
  section(
    {
      id,
      title: 'Waivers',
      intro:
        'A waiver changes no verdict: what it covers fails still, and somebody answers for it until a day.',
    },
    waivers.length === 0 ? empty('No waivers.') : waiverTable(waivers, asOf),
  );

/** Only what ends soon, for who has to decide about it. */
export function endingSection({ waivers, asOf }: Assessment): Markup {
  const ending = waivers.filter(({ state }) => state === 'ends-soon');
  const covered = ending.reduce((sum, { covers }) => sum + covers, 0);
  return section(
    { id: 'ending', title: 'Waivers that end soon' },
    ending.length === 0
      ? empty('None ends soon.')
      : html`<p>${countText(ending.length, 'waiver')} over ${countText(covered, 'finding')}: renew or fix.</p>${waiverTable(ending, asOf)}`,
  );
}

const waiverTable = (waivers: readonly AssessedWaiver[], asOf: string): Markup =>
  table(
    {
      caption: 'Waivers',
      columns: [
        { title: 'Rule and scope' },
        { title: 'State' },
        { title: 'Last day' },
        { title: 'Covers', isNumber: true },
        { title: 'Approved by' },
        { title: 'Reason' },
      ],
    },
    waivers
      .toSorted(byUrgency)
      .map(({ rule, scope, state, expires, covers, approver, owner, ticket, reason }) => [
        html`${named(rule)}<span class="under">${named(scope)}</span>`,
        chip(`waiver-${state}`, WAIVER_WORDS[state]),
        html`${day(expires)}<span class="under">${distance(asOf, expires)}</span>`,
        numberText(covers),
        html`${named(approver)}<span class="under">for ${named(owner)}</span>`,
        html`${named(reason)}<span class="under">${named(ticket)}</span>`,
      ]),
  );

function distance(asOf: string, expires: string): string {
  const days = daysBetween(asOf.slice(0, 10), expires);
  if (days < 0) return `${countText(-days, 'day')} ago`;
  return days === 0 ? 'today' : `in ${countText(days, 'day')}`;
}

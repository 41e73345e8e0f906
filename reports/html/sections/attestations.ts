import type { Assessment, StandingAttestation } from '../../../engine/assessment/assessment.ts';
import { chip, code, day, empty, section, table } from '../layout.ts';
import { html, type Markup, named } from '../markup.ts';

const STATE_WORDS: Readonly<Record<StandingAttestation['state'], string>> = {
  'ends-soon': 'Ends soon',
  'in-force': 'In force',
  expired: 'Expired',
  'over-long': 'Too long, not applied',
  'not-yet-begun': 'Not yet begun',
};

/** What people say where no rule can look; also what no longer counts. */
export const attestationsSection = ({ attestations }: Assessment): Markup =>
  section(
    {
      id: 'attestations',
      title: 'Attestations',
      intro: 'The word of a person for what no rule can see. The document is named by its SHA-256.',
    },
    attestations.length === 0
      ? empty('No attestations were brought.')
      : table(
          {
            caption: 'Attestations',
            columns: [
              { title: 'Subject' },
              { title: 'State' },
              { title: 'By' },
              { title: 'From and to' },
              { title: 'For' },
              { title: 'Document' },
            ],
          },
          attestations.map((each) => [
            html`${named(each.subject)}<span class="under">${named(each.kind)}</span>`,
            chip(`waiver-${each.state}`, STATE_WORDS[each.state]),
            named(each.attestedBy),
            html`${day(each.attested)} to ${day(each.expires)}`,
            html`<ul class="plain">${[...each.controls, ...each.rules].map((id) => html`<li>${code(id)}</li>`)}</ul>`,
            code(each.documentHash),
          ]),
        ),
  );

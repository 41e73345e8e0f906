import type { Assessment } from '../../../engine/assessment/assessment.ts';
import { empty, instant, section, table } from '../layout.ts';
import { html, type Markup, named } from '../markup.ts';

/** Times of which nothing is known. */
export const gapsSection = ({ gaps, source }: Assessment, id: string): Markup =>
  section(
    {
      id,
      title: 'Gaps in coverage',
      intro: 'In these times nobody looked, or nobody could. No number in this report speaks for them.',
    },
    gaps.length === 0
      ? empty(
          source.kind === 'archive'
            ? 'The archive records no gap in this period.'
            : `A ${source.kind} records no gaps: it knows one instant only.`,
        )
      : table(
          {
            caption: 'Gaps in coverage',
            columns: [
              { title: 'What' },
              { title: 'Account and Region' },
              { title: 'From' },
              { title: 'To' },
              { title: 'Why' },
            ],
          },
          gaps.map(({ subject, account, region, from, to, because }) => [
            named(subject),
            named([account, region].filter((each) => each !== null).join(' ') || 'all'),
            instant(from),
            to === null ? html`<b class="bad">goes on</b>` : instant(to),
            named(because),
          ]),
        ),
  );

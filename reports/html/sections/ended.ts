import type { Assessment, EndedFinding } from '../../../engine/assessment/assessment.ts';
import { chip, code, empty, instant, section, table } from '../layout.ts';
import { html, type Markup, named } from '../markup.ts';
import { countText, SEVERITY_WORDS, STATUS_WORDS, shortName } from '../words.ts';

const BECAUSE_WORDS: Readonly<Record<EndedFinding['because'], string>> = {
  deleted: 'the resource was deleted',
  replaced: 'another resource has its name now',
  'rule-not-in-force': 'the rule is no longer in force',
};

/** As many as a page can bear; the other formats have all. */
const SHOWN = 500;

const daysText = (seconds: number | null): string =>
  seconds === null ? 'not known' : countText(Math.round(seconds / 86_400), 'day');

/** What the period saw and its end does not. */
export const endedSection = ({ ended }: Assessment): Markup =>
  section(
    {
      id: 'ended',
      title: 'Ended in the period',
      intro: 'Gone by the end of the period, and none of it fixed by being gone.',
    },
    ended.length === 0
      ? empty('Nothing ended.')
      : table(
          {
            caption: 'Findings that ended in the period',
            columns: [
              { title: 'Resource and rule' },
              { title: 'Severity' },
              { title: 'Last verdict' },
              { title: 'Non-compliant for', isNumber: true },
              { title: 'Ended' },
              { title: 'Why' },
            ],
          },
          ended
            .slice(0, SHOWN)
            .map((each) => [
              html`${named(shortName(each.resource.id))}<span class="under">${code(each.rule)}</span>`,
              chip(each.severity.toLowerCase(), SEVERITY_WORDS[each.severity]),
              STATUS_WORDS[each.status],
              daysText(each.failingSeconds),
              instant(each.endedAt),
              BECAUSE_WORDS[each.because],
            ]),
        ),
    ended.length > SHOWN
      ? html`<p class="aside">The first ${SHOWN} of ${ended.length}; the JSON and CSV formats have all.</p>`
      : null,
  );

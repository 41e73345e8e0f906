import type { Assessment, AssessmentSource } from '../../../engine/assessment/assessment.ts';
import type { VerifyReport } from '../../../engine/evidence/report.ts';
import { code, empty, instant, section, table } from '../layout.ts';
import { html, type Markup, named, type Part } from '../markup.ts';
import { countText, instantText, numberText, shellWord } from '../words.ts';

interface Banner {
  readonly tone: 'proven' | 'failed' | 'unproven';
  readonly title: string;
  readonly text: Part;
}

/** The state of the archive, on top of every view. */
export function proofBanner(source: AssessmentSource): Markup {
  const { tone, title, text } = bannerOf(source);
  return html`<div class="proof proof-${tone}" role="note"><p class="proof-title">${title}</p><div>${text}</div></div>`;
}

function bannerOf({ kind, verification }: AssessmentSource): Banner {
  if (verification === null) {
    const text =
      kind === 'archive'
        ? 'No public key was brought, so no record was checked against its seal. Whoever can write to the archive could have written this.'
        : 'No sealed evidence is behind this report: it shows what was read, and cannot be checked later.';
    return { tone: 'unproven', title: 'NOT VERIFIED', text: html`<p>${text}</p>` };
  }
  if (verification.status === 'proven') {
    const until = verification.provenUntil === null ? '' : ` until ${instantText(verification.provenUntil)}`;
    return { tone: 'proven', title: `Verified${until}`, text: marks(verification) };
  }
  const { problems } = verification;
  const failed = verification.status === 'failed';
  return {
    tone: failed ? 'failed' : 'unproven',
    title: failed
      ? `VERIFICATION FAILED: ${countText(problems.length, 'problem')}`
      : 'NOT VERIFIED: nothing there could be checked',
    text: [problemList(problems.slice(0, 5), problems.length), failed ? marks(verification) : null],
  };
}

const problemList = (problems: VerifyReport['problems'], all: number): Markup =>
  html`<ul>${problems.map(
    ({ kind, key, message }) =>
      html`<li><b>${kind}</b> ${key === '' ? null : [code(key), ': ']}${named(message)}</li>`,
  )}${all > problems.length ? html`<li>and ${countText(all - problems.length, 'more', 'more')}</li>` : null}</ul>`;

const marks = ({ counts, head, fingerprint }: VerifyReport): Markup => html`
<p>${countText(counts.records, 'record')} in ${countText(counts.segments, 'segment')} under ${countText(counts.seals, 'seal')}</p>
<dl class="marks">
<div><dt>Head</dt><dd>${head === null ? 'none' : code(head)}</dd></div>
<div><dt>Key fingerprint</dt><dd>${fingerprint === null ? 'none' : code(fingerprint)}</dd></div>
</dl>`;

/** For auditors: what was checked, part by part, and how to check it again without this page. */
export function verificationSection({ source }: Assessment): Markup {
  const { verification, kind, name } = source;
  const text = { id: 'verification', title: 'Verification of the archive' };
  if (kind !== 'archive') return section(text, empty(`A ${kind} has no archive to verify.`));
  const again = html`<p>Check it yourself, with a key that did not come with the archive:</p>
<pre><code>${verifyCommand(name, verification)}</code></pre>`;
  if (verification === null) return section(text, empty('Not verified: no public key was brought.'), again);
  return section(
    text,
    verification.problems.length > 0
      ? html`<h4>Problems</h4>${problemList(verification.problems, verification.problems.length)}`
      : null,
    verification.notes.length > 0
      ? html`<h4>Worth knowing, and no fault</h4><ul>${verification.notes.map(
          ({ kind: note, message }) => html`<li><b>${note}</b> ${named(message)}</li>`,
        )}</ul>`
      : null,
    shardTable(verification),
    again,
  );
}

const verifyCommand = (name: string, verification: VerifyReport | null): string => {
  const head = verification?.head ? ` --head ${verification.head}` : '';
  return `assay verify ${shellWord(name)} --public-key sealing-key.pem${head}`;
};

const shardTable = ({ shards }: VerifyReport): Markup =>
  shards.length === 0
    ? empty('It has no part with a seal.')
    : table(
        {
          caption: 'Parts of the archive',
          columns: [
            { title: 'Account and Region' },
            { title: 'Proven until' },
            { title: 'Records', isNumber: true },
            { title: 'Segments', isNumber: true },
            { title: 'Seals', isNumber: true },
            { title: 'Head' },
          ],
        },
        shards.map(({ account, region, provenUntil, records, segments, seals, head }) => [
          named(`${account} ${region}`),
          provenUntil === null ? html`<b class="bad">not proven</b>` : instant(provenUntil),
          numberText(records),
          numberText(segments),
          numberText(seals),
          head === null ? 'none' : code(head),
        ]),
      );

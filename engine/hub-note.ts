import type { HubWord } from './hub-finding.ts';
import type { WorkflowStatus } from './life-cycle.ts';
import type { AppliedWaiver } from './waiver.ts';

/** Who our notes are by. */
export const NOTE_AUTHOR = 'assay';

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Note.html */
const MAX_LENGTH = 512;

/** The workflow that each of our notes goes with. */
export const WORKFLOW_OF = {
  waived: 'SUPPRESSED',
  'waiver-ended': 'NEW',
  resolved: 'RESOLVED',
  reopened: 'NEW',
  replaced: 'RESOLVED',
} as const satisfies Readonly<Record<HubWord['note'], WorkflowStatus>>;

const TEXTS: Readonly<Record<HubWord['note'], string>> = {
  waived: 'Suppressed by a waiver.',
  'waiver-ended': 'New again: the waiver has ended.',
  resolved: 'Resolved: the resource is compliant.',
  reopened: 'New again: the resource is not compliant any more.',
  replaced: 'Resolved: the resource is gone; another one has its name now.',
};

/** What a note says to people. */
export function noteText(note: HubWord['note'], waiver: AppliedWaiver | undefined): string {
  if (note !== 'waived' || !waiver) return TEXTS[note];
  const { expires, ticket, approver, owner, reason } = waiver;
  return `Suppressed by a waiver until ${expires}: ${ticket}, approved by ${approver}, owned by ${owner}: ${reason}`;
}

/** A note as Security Hub keeps it: people's words, then whose word it is and of when, which `wordIn` finds again. */
export function signed(text: string, { note, at }: HubWord): string {
  const mark = ` [${NOTE_AUTHOR} ${note} ${at}]`;
  const room = MAX_LENGTH - mark.length;
  return `${text.length > room ? `${text.slice(0, room - 1).toWellFormed()}…` : text}${mark}`;
}

const MARK = /\[assay ([a-z-]+) (\d{4}-\d\d-\d\dT[\d:.]+Z)\]$/;

/** Our word in a note: `at` is when it was said. Undefined where the note is another's. */
export function wordIn({ text, by }: { readonly text: string; readonly by: string }): HubWord | undefined {
  const [, note, at] = (by === NOTE_AUTHOR && MARK.exec(text)) || [];
  return at !== undefined && isOurs(note) ? { note, at } : undefined;
}

const isOurs = (note: string | undefined): note is HubWord['note'] =>
  note !== undefined && Object.hasOwn(WORKFLOW_OF, note);

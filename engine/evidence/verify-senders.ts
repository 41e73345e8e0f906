import type { Verification } from './verify-context.ts';

/** Whose word sealed records are, where it is not that of the functions: true, and for the reader to weigh. */
export function noteSenders({ senders, notes }: Pick<Verification, 'senders' | 'notes'>): void {
  for (const [sender, { records, first }] of senders) {
    const [what, was] = records === 1 ? ['record', 'was'] : ['records', 'were'];
    const message = `${records} ${what}, ${first} first, ${was} sent by ${sender}, which was none of the functions that judge: nothing shows that it is so`;
    notes.push({ kind: 'other-sender', key: '', message });
  }
}

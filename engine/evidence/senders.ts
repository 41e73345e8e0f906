import type { JsonObject } from '../../resources/resource.ts';
import type { NoticeRecord } from './record.ts';

/** Records that were sent by others than the functions of the deployment: by sender, how many, and the first in words. */
export type SendersSeen = Map<string, { readonly records: number; readonly first: string }>;

/** What pipelines and holders are there to send; who sent it is in the record. */
const SENT_BY_OTHERS: ReadonlySet<unknown> = new Set<NoticeRecord['kind']>(['gate-result', 'legal-hold']);

/** Takes one record in: it counts if the sealer marked it as another's, and it is not for others to send. */
export function seeSender(seen: SendersSeen, record: JsonObject, where: () => string): void {
  const { kind, sender } = record;
  if (typeof sender === 'string' && !SENT_BY_OTHERS.has(kind)) count(seen, sender, { records: 1, where });
}

/** Adds what one seal has shown to the whole. */
export function addSenders(to: SendersSeen, more: SendersSeen): void {
  for (const [sender, { records, first }] of more) count(to, sender, { records, where: () => first });
}

interface Counted {
  readonly records: number;
  readonly where: () => string;
}

function count(seen: SendersSeen, sender: string, { records, where }: Counted): void {
  const before = seen.get(sender);
  seen.set(sender, { records: (before?.records ?? 0) + records, first: before?.first ?? where() });
}

import { conform } from '../../engine/conform.ts';
import { guard } from '../../engine/guard.ts';
import type { Json } from '../../resources/resource.ts';

/** A document as a rule sees it: an unknown in it throws as it is read. */
export function guarded(document: Json): unknown {
  const { properties, unknowns } = conform({ Document: document }, { members: { Document: 'json' } });
  return guard(properties, unknowns).Document;
}

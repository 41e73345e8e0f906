import type { PlanState } from '../../adapters/aws/remediations.ts';
import { measure } from '../_runtime/observability.ts';
import { note } from './note.ts';
import type { RecordPorts } from './ports.ts';
import { executionOf, standing } from './round.ts';

/** How an execution ends. `failed`: before anything was changed. */
export type End = 'done' | 'undone' | 'stuck' | 'refused' | 'failed' | 'gone';

export interface Recording {
  readonly id: string;
  readonly end: End;
  /** What a state said. */
  readonly because?: string;
  /** What was thrown, as the States Language gives it. */
  readonly error?: { readonly Error?: string; readonly Cause?: string };
}

/** After these, nothing happens to the finding by itself until a person clears it. */
const HOLDS: ReadonlySet<End> = new Set(['undone', 'stuck', 'failed']);

/** Writes down how it ended, in evidence and in the table, and lets go of the resource, unless it is stuck. */
export async function recordRemediation(recording: Recording, ports: RecordPorts): Promise<Recording> {
  const { end } = recording;
  const { store, home } = ports;
  // An answer that was lost may have been that another plan takes the place.
  const stored = await standing(recording.id, store);
  const id = stored?.id ?? recording.id;
  const because = reasonIn(recording);
  measure(
    end === 'done' ? 'RemediationsDone' : HOLDS.has(end) ? 'RemediationsFailed' : 'RemediationsStopped',
  );
  await note(
    {
      stage: end,
      because,
      ...(stored && { ref: stored.plan.resource }),
      detail: {
        plan: id,
        ...(stored && {
          finding: stored.plan.finding,
          rule: stored.plan.rule,
          hash: stored.hash,
          ...(stored.approval && { approval: { ...stored.approval } }),
        }),
      },
    },
    ports,
  );
  if (!stored) return recording;
  if (HOLDS.has(end))
    await store.hold(stored.plan.finding, { since: home.now().toISOString(), because, plan: id });
  await store.move(id, UNENDED, end);
  if (end !== 'stuck') await store.unlock(stored.trigger.key, executionOf(stored));
  return recording;
}

const UNENDED: readonly PlanState[] = ['planned', 'asked', 'approved', 'applying', 'undoing', 'stuck'];

const MAX_CAUSE = 1000;

function reasonIn({ because, error, end }: Recording): string {
  const cause = messageIn(error?.Cause);
  const thrown = error?.Error === undefined ? undefined : [error.Error, ...cause].join(': ');
  const said = [because, thrown].filter((text) => text !== undefined && text !== '');
  return said.length > 0 ? said.join('; ').slice(0, MAX_CAUSE) : end;
}

/** Lambda gives its errors as JSON in the cause. */
function messageIn(cause: string | undefined): readonly string[] {
  if (cause === undefined || cause === '') return [];
  try {
    const message: unknown = Reflect.get(Object(JSON.parse(cause)), 'errorMessage');
    return [typeof message === 'string' ? message : cause];
  } catch {
    return [cause];
  }
}

import type { StoredPlan } from '../../adapters/aws/remediations.ts';
import { DEFAULT_REMEDIATION } from '../../engine/remediation/mode.ts';
import { planText } from '../../engine/remediation/plan-text.ts';
import { note } from './note.ts';
import type { AskPorts } from './ports.ts';

export interface Asking {
  readonly id: string;
  /** Of the task that waits for an answer; absent: nobody is asked, only told. */
  readonly token?: string;
  /** Why it does not happen, where nobody is asked. */
  readonly because?: string;
}

/** Tells people of a plan, and asks one of them where somebody waits for the answer. Not twice of the same. */
export async function askApproval(asking: Asking, ports: AskPorts): Promise<{ readonly id: string }> {
  const { id, token, because } = asking;
  const { store, settings, home } = ports;
  const stored = await store.plan(id);
  if (!stored) throw new Error(`no plan is called ${id}`);
  const stage = token === undefined ? 'told' : 'asked';
  if (token !== undefined) {
    const hours = settings.approvalHours ?? DEFAULT_REMEDIATION.approvalHours;
    await store.saveToken(id, token, new Date(home.now().getTime() + hours * 3_600_000));
  }
  // A run before this one has come so far, and its answer was lost.
  if (stored.told === stage) return { id };
  const why = because ?? stored.decision.because;
  await recorded(stored, { stage, because: why }, ports);
  await store.move(id, FROM[stage], stage);
  await ports.tell(messageOf(stored, { isAsked: stage === 'asked', because: why }));
  await store.noteTold(id, stage);
  return { id };
}

const FROM = { asked: ['planned', 'asked'], told: ['planned', 'asked', 'approved'] } as const;

interface Telling {
  readonly stage: 'told' | 'asked';
  readonly because: string;
}

async function recorded(
  { id, plan, hash, decision, trigger, replaces }: StoredPlan,
  { stage, because }: Telling,
  ports: AskPorts,
): Promise<void> {
  await note(
    {
      stage,
      because,
      ref: plan.resource,
      detail: {
        plan: id,
        finding: plan.finding,
        rule: plan.rule,
        hash,
        brake: decision.brake,
        requester: trigger.requester,
        changes: plan.changes.map((change) => ({ ...change })),
        owner: { ...plan.owner },
        ...(replaces && { replaces: { ...replaces } }),
      },
    },
    ports,
  );
}

function messageOf(
  { id, plan, hash, decision, trigger, replaces }: StoredPlan,
  { isAsked, because }: { readonly isAsked: boolean; readonly because: string },
) {
  const asked =
    trigger.requester === null ? [] : [`asked for by ${trigger.requester}: ${trigger.reason ?? ''}`];
  const before = replaces
    ? [
        `instead of ${replaces.plan}, which has lapsed: ${replaces.because}; an approval of that one counts no more`,
      ]
    : [];
  const how = isAsked
    ? [
        `approve   assay approve ${id} --hash ${hash} --reason "…"`,
        `reject    assay approve ${id} --reject --reason "…"`,
      ]
    : [`not done: ${because}`, `ask for it   assay remediate ${plan.finding} --reason "…"`];
  return {
    subject: `Assay: ${isAsked ? 'please approve' : 'to be put right'}: ${plan.rule}`,
    text: [planText(plan, decision.held), ...before, ...asked, ...how, ''].join('\n'),
  };
}

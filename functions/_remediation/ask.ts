import type { StoredPlan } from '../../adapters/aws/remediations.ts';
import { DEFAULT_REMEDIATION } from '../../engine/remediation/mode.ts';
import { planText } from '../../engine/remediation/plan-text.ts';
import { note } from './note.ts';
import type { AskPorts } from './ports.ts';

export interface Asking {
  readonly id: string;
  /** Of the task that waits for an answer; absent: nobody is asked, only told. */
  readonly token?: string;
}

/** Tells people of a plan, and asks one of them where somebody waits for the answer. */
export async function askApproval({ id, token }: Asking, ports: AskPorts): Promise<{ readonly id: string }> {
  const { store, settings, home } = ports;
  const stored = await store.plan(id);
  if (!stored) throw new Error(`no plan is called ${id}`);
  if (token !== undefined) {
    const hours = settings.approvalHours ?? DEFAULT_REMEDIATION.approvalHours;
    await store.saveToken(id, token, new Date(home.now().getTime() + hours * 3_600_000));
  }
  await recorded(stored, token === undefined ? 'told' : 'asked', ports);
  await store.move(id, ['planned', 'asked'], token === undefined ? 'told' : 'asked');
  await ports.tell(messageOf(stored, token !== undefined));
  return { id };
}

async function recorded(
  { id, plan, hash, decision, trigger }: StoredPlan,
  stage: 'told' | 'asked',
  ports: AskPorts,
): Promise<void> {
  await note(
    {
      stage,
      because: decision.because,
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
      },
    },
    ports,
  );
}

function messageOf({ id, plan, hash, decision, trigger }: StoredPlan, isAsked: boolean) {
  const asked =
    trigger.requester === null ? [] : [`asked for by ${trigger.requester}: ${trigger.reason ?? ''}`];
  const how = isAsked
    ? [
        `approve   assay approve ${id} --hash ${hash} --reason "…"`,
        `reject    assay approve ${id} --reject --reason "…"`,
      ]
    : [`not done: ${decision.because}`];
  return {
    subject: `Assay: ${isAsked ? 'please approve' : 'to be put right'}: ${plan.rule}`,
    text: [planText(plan, decision.held), ...asked, ...how, ''].join('\n'),
  };
}

import { creatorOf } from '../../adapters/aws/creator.ts';
import { lookUp } from '../../adapters/aws/operations.ts';
import { refusalOf } from '../../adapters/aws/outcome.ts';
import type { Finding } from '../../engine/finding.ts';
import { heldBy, type Planned, planBrakes } from '../../engine/remediation/brakes.ts';
import { type Decision, decide } from '../../engine/remediation/decide.ts';
import type { History } from '../../engine/remediation/history.ts';
import { DEFAULT_REMEDIATION, modeFor, type RemediationSettings } from '../../engine/remediation/mode.ts';
import { optOutOf } from '../../engine/remediation/opt-out.ts';
import { isCode, ownerOf } from '../../engine/remediation/owner.ts';
import { type Plan, stateDigest } from '../../engine/remediation/plan.ts';
import { tagsOf } from '../../engine/remediation/tags.ts';
import type { Trigger } from '../../engine/remediation/trigger.ts';
import {
  type Draft,
  notYet,
  type Refusal,
  type Remediation,
  type RemediationOptions,
  refuse,
} from '../../remediations/remediation.ts';
import type { JsonObject, ResourceRef } from '../../resources/resource.ts';
import type { RuleId } from '../../rules/index.ts';
import { TransientError } from '../_runtime/errors.ts';
import { type Looked, look } from './look.ts';
import type { ConsiderPorts } from './ports.ts';

/** What is to be considered: an open finding, and what would put it right. */
export interface Subject {
  readonly trigger: Trigger;
  readonly ref: ResourceRef;
  /** Generation of posture that opened it. */
  readonly generation: number;
  readonly remediation: Remediation;
  readonly history: History;
  /** ISO 8601: since when it is tried to make a plan, or to begin. */
  readonly triedSince: string;
}

export interface Considered {
  readonly decision: Decision;
  /** Null: there is none to be made. */
  readonly plan: Plan | null;
}

/** Reads the resource once, judges it again, plans, and asks every brake. */
export async function consider(subject: Subject, ports: ConsiderPorts): Promise<Considered> {
  const looked = await look(subject.ref, ports);
  if (looked.outcome === 'gone') return { plan: null, decision: stopped('gone', 'it exists no more') };
  const finding = looked.findings.find(({ rule }) => rule.id === subject.trigger.rule);
  if (!finding) return { plan: null, decision: stopped('unknown rule', 'no such rule judges it') };
  const isViolated = finding.verdict.status === 'NON_COMPLIANT';
  const drafted = isViolated ? await draftOf(subject, { looked, finding }, ports) : undrafted(finding);
  const decision = decide(heldBy(planBrakes, await factsOf(subject, { looked, finding, drafted }, ports)));
  if ('refused' in drafted) return { plan: null, decision };
  const plan = planOf(subject, { looked, finding, drafted });
  // Only where a person will read it: CloudTrail answers no more than two such questions a second.
  const isRead = decision.outcome === 'notify' || decision.outcome === 'approve';
  if (!isRead || isCode(plan.owner)) return { plan, decision };
  const creator = await creatorOf(subject.ref, looked.aws);
  return { plan: planOf(subject, { looked, finding, drafted, creator }), decision };
}

const stopped = (brake: string, because: string): Decision => decide([{ brake, allows: 'stop', because }]);

/** What cannot be judged may be violated all the same. */
const undrafted = ({ verdict: { status } }: Finding): Refusal =>
  status === 'INSUFFICIENT_DATA' ? notYet('it cannot be judged') : refuse('nothing is violated');

interface Judged {
  readonly looked: Looked;
  readonly finding: Finding;
}

type Drafted = (Draft & { readonly before: JsonObject }) | Refusal;

async function draftOf(
  { remediation, trigger, ref }: Subject,
  { looked, finding: { verdict } }: Judged,
  { settings }: ConsiderPorts,
): Promise<Drafted> {
  const { resource, aws } = looked;
  try {
    const before = await remediation.read(resource, (call) => lookUp(call, { aws, region: ref.region }));
    const options = optionsFor(ref, settings);
    const observations = verdict.status === 'NON_COMPLIANT' ? verdict.observations : [];
    const rule = trigger.rule as RuleId;
    const draft = remediation.plan({ resource, before, rule, observations, options });
    return 'refused' in draft ? draft : { ...draft, before };
  } catch (error) {
    const refusal = refusalOf(error, `what ${remediation.id} reads`);
    if (!refusal) throw error;
    if (refusal.outcome === 'failed' && refusal.retryable) throw new TransientError(refusal.because);
    return refuse('because' in refusal ? refusal.because : 'what it would change is not there');
  }
}

/** What the settings say for a Region, and for an account. */
function optionsFor(
  { region, account }: Pick<ResourceRef, 'region' | 'account'>,
  settings: RemediationSettings,
): RemediationOptions {
  return {
    ...ofRegion(region ?? '', settings),
    ...ofAccount(account ?? '', settings),
    tags: settings.setTags ?? {},
  };
}

function ofAccount(account: string, { permissionsBoundaries }: RemediationSettings) {
  const permissionsBoundaryArn = permissionsBoundaries?.[account];
  return permissionsBoundaryArn === undefined ? {} : { permissionsBoundaryArn };
}

function ofRegion(region: string, settings: RemediationSettings): Omit<RemediationOptions, 'tags'> {
  const { kmsKeys, guardrails, invocationLogging, agentNetworks } = settings;
  const [guardrail, logging] = [guardrails?.[region], invocationLogging?.[region]];
  const agentNetwork = agentNetworks?.[region];
  const { keyPrefix, bucketName = '' } = logging ?? {};
  return {
    kmsKeyArn: kmsKeys?.[region],
    ...(guardrail && { guardrail }),
    ...(agentNetwork && { agentNetwork }),
    ...(logging && { invocationLogging: { bucketName, ...(keyPrefix !== undefined && { keyPrefix }) } }),
  };
}

async function factsOf(
  { trigger, history, remediation: { risk }, ref, triedSince }: Subject,
  { looked, finding, drafted }: Judged & { readonly drafted: Drafted },
  { settings, killSwitch, home, account }: ConsiderPorts,
): Promise<Planned> {
  const tags = tagsOf(looked.resource);
  const known = tags.known ?? {};
  const { id, severity } = finding.rule;
  const now = home.now().toISOString();
  const changes = 'refused' in drafted ? [] : drafted.changes;
  return {
    trigger,
    now,
    mode: modeFor(settings, { rule: id, severity, account: ref.account || account, tags: known }),
    killSwitch: await killSwitch(),
    status: finding.verdict.status,
    waiver: finding.waiver,
    tags,
    optOut: optOutOf(known, now.slice(0, 10)),
    owner: ownerOf({ tags: known, type: ref.type, changes }),
    iacOwned: settings.iacOwned ?? DEFAULT_REMEDIATION.iacOwned,
    risk,
    history,
    refused: 'refused' in drafted ? drafted.refused : null,
    isInMotion: 'refused' in drafted && drafted.isPassing === true,
    triedSince,
  };
}

interface Parts extends Judged {
  readonly drafted: Draft & { readonly before: JsonObject };
  readonly creator?: string | undefined;
}

function planOf(
  { trigger, ref, generation, remediation }: Subject,
  { looked, drafted: { before, changes, steps }, creator }: Parts,
): Plan {
  const { id, title, risk, breaks } = remediation;
  const [, readAt = ''] = looked.resource.read ?? [];
  return {
    schema: 'assay.plan/1',
    finding: trigger.finding,
    rule: trigger.rule,
    generation,
    remediation: id,
    title,
    resource: ref,
    risk,
    breaks,
    owner: ownerOf({ tags: tagsOf(looked.resource).known ?? {}, type: ref.type, changes, creator }),
    changes,
    steps,
    beforeDigest: stateDigest(before),
    verdicts: looked.verdicts,
    plannedAt: readAt,
  };
}

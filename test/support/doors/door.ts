import { stringify } from 'yaml';
import type { Aws } from '../../../adapters/aws/aws.ts';
import { readNeighbourhood } from '../../../adapters/aws/neighbourhood.ts';
import { readResource } from '../../../adapters/aws/readers/index.ts';
import { readCloudFormation } from '../../../adapters/templates/cloudformation.ts';
import { parseTemplate } from '../../../adapters/templates/parse.ts';
import { readTerraformPlan } from '../../../adapters/templates/terraform-plan.ts';
import { createJudge, type Followed, type Judge, type Neighbourhood } from '../../../engine/judge.ts';
import { neighbourhoodOf } from '../../../engine/neighbourhood.ts';
import type { Status } from '../../../engine/verdict.ts';
import { configurationIn } from '../../../resources/configuration.ts';
import { definitions } from '../../../resources/index.ts';
import { locate } from '../../../resources/locate.ts';
import type { Json, JsonObject, Resource, ResourceRef } from '../../../resources/resource.ts';
import { shapeOf } from '../../../resources/shapes.ts';
import { type RuleId, rules } from '../../../rules/index.ts';
import { type EmulatedAws, emulatedAws, REGION } from '../../adapters/aws/kit.ts';

/** The ways by which one and the same resource comes before the judge. */
export const DOORS = ['live', 'json', 'yaml', 'plan', 'event', 'state'] as const;
export type Door = (typeof DOORS)[number];

export type Verdicts = Readonly<Record<string, Status>>;

/** One managed resource of a Terraform plan, with the provider's argument names. */
export interface Planned {
  /** `aws_kms_key.k` */
  readonly address: string;
  /** Arguments that are not set are null and blocks that are not there empty, as Terraform writes them; `tags_all` if it is known. */
  readonly after: JsonObject;
  /** What the provider computes. */
  readonly unknown?: JsonObject;
  /** Argument → `from(…)`, in the nesting of its blocks. */
  readonly expressions?: JsonObject;
}

/** The expression that is one reference: `from('aws_kms_key.key.arn')`. */
export const from = (reference: string): JsonObject => ({
  references: [reference, reference.split('.').slice(0, 2).join('.')],
});

/** One resource, written for each door. */
export interface DoorCase {
  readonly name: string;
  readonly type: string;
  /** Makes it through the SDK; its last writing call is the event that tells of it, unless the ref is answered. */
  make(emulated: EmulatedAws): Promise<unknown>;
  /** The `Resources` of a template, the one that is judged as `Judged`; absent where CloudFormation has no such type. */
  readonly template?: JsonObject;
  /** Why none can be written, though CloudFormation has the type. */
  readonly withoutTemplate?: string;
  /** The resources of a plan, the judged one first; absent where the provider has no such resource. */
  readonly plan?: readonly [Planned, ...Planned[]];
  /** The record of its creation carries the whole configuration. */
  readonly isWholeInEvent?: true;
  /** What the service tells of it: its own event carries the same. */
  describe?(emulated: EmulatedAws): Promise<object>;
  /** AI resources that refer to it in the account, as posture's index would answer. */
  readonly referrers?: readonly string[];
  /** What every rule of the type says, through every door; of the rules for all types, `expectedAt` knows. */
  readonly verdicts: Verdicts;
  /** Door → rule → why that door cannot know. */
  readonly cannotKnow?: Readonly<Partial<Record<Door, Readonly<Record<string, string>>>>>;
}

const definitionOf = (type: string) => definitions.find((definition) => definition.type === type);

/** The rule for every AI type; the Region of the emulated account is approved. */
const REGION_RULE = 'ai-region-approved' satisfies RuleId;

/** What the settings say to rules that judge nothing, or not this, without. */
const PARAMETERS: Partial<Record<RuleId, Readonly<Record<string, Json>>>> = {
  [REGION_RULE]: { regions: [REGION] },
  'bedrock-data-source-retain-policy': { policies: ['DELETE'] },
  'bedrock-guardrail-image-modality': { multimodalTags: ['modality=multimodal'] },
  'bedrock-guardrail-not-detect-only': { productionTags: ['stage=production'] },
  'bedrock-kb-data-deletion-policy': { personalDataTags: ['data=personal'] },
  'sagemaker-notebook-public-git-repo': { hosts: ['git.example.com'] },
};

const judge: Judge = createJudge({
  rules,
  shapeOf,
  definitionOf,
  isAiType: (type) => definitionOf(type)?.role === 'ai',
  parameters: PARAMETERS,
});

/** Rule → status, of every rule that judges the type. */
function verdictsOn(resource: Resource, neighbourhood: Neighbourhood): Verdicts {
  return Object.fromEntries(
    judge.judge(resource, neighbourhood).map(({ rule, verdict, fault }) => {
      if (fault) throw fault;
      return [rule.id, verdict.status];
    }),
  );
}

/** What a door is to say: the verdicts of the case, but for what it cannot know. */
export function expectedAt(door: Door, { type, verdicts, cannotKnow }: DoorCase): Verdicts {
  const open = Object.keys(cannotKnow?.[door] ?? {}).map((rule) => [rule, 'INSUFFICIENT_DATA']);
  if (definitionOf(type)?.role !== 'ai') return { ...verdicts, ...Object.fromEntries(open) };
  // A template is deployed to whatever Region.
  const isAnywhere = door === 'json' || door === 'yaml';
  const ofRegion = { [REGION_RULE]: isAnywhere ? 'INSUFFICIENT_DATA' : 'COMPLIANT' } as const;
  return { ...verdicts, ...ofRegion, ...Object.fromEntries(open) };
}

/** The doors that lead to a case, each with what the rules say behind it. */
export function doorsOf(doorCase: DoorCase): ReadonlyMap<Door, () => Promise<Verdicts>> {
  const { template, plan, isWholeInEvent } = doorCase;
  const doors = new Map<Door, () => Promise<Verdicts>>([['live', () => live(doorCase)]]);
  if (template) {
    const whole = { AWSTemplateFormatVersion: '2010-09-09', Resources: template };
    doors.set('json', () => fromTemplate(JSON.stringify(whole), 'template.json'));
    doors.set('yaml', () => fromTemplate(stringify(whole), 'template.yaml'));
  }
  if (plan) doors.set('plan', async () => fromPlan(plan));
  if (isWholeInEvent) doors.set('event', () => fromCall(doorCase));
  if (doorCase.describe) doors.set('state', () => fromStateChange(doorCase));
  return doors;
}

async function live(doorCase: DoorCase): Promise<Verdicts> {
  const { aws, ref } = await made(doorCase);
  return readAndJudged(doorCase, ref, aws);
}

/** What the rules say of a resource as the readers find it, with what they follow read as well. */
export async function readAndJudged(doorCase: DoorCase, ref: ResourceRef, aws: Aws): Promise<Verdicts> {
  const result = await readResource(ref, aws);
  if (result.outcome !== 'read') throw new Error(`${ref.id} was not read: ${JSON.stringify(result)}`);
  const { resource } = result;
  const needs = judge.rulesFor(resource.type).flatMap((rule) => Object.values(rule.needs ?? {}));
  const neighbourhood = await readNeighbourhood(resource, needs, {
    read: (needed) => readResource(needed, aws),
    definitionOf,
    cache: new Map(),
    referrersOf: async () => doorCase.referrers ?? [],
  });
  return verdictsOn(resource, neighbourhood);
}

/** The resource, in the emulated account, as the CloudTrail record of its creation names it. */
async function made(doorCase: DoorCase): Promise<EmulatedAws & { ref: ResourceRef; record: unknown }> {
  const emulated = emulatedAws();
  const answered = await doorCase.make(emulated);
  emulated.world.clock.advance(4 * 60 * 60_000);
  if (isRef(answered)) return { ...emulated, ref: answered, record: undefined };
  return { ...emulated, ...toldBy(emulated.world.events, doorCase) };
}

const isRef = (answer: unknown): answer is ResourceRef =>
  typeof answer === 'object' &&
  answer !== null &&
  'type' in answer &&
  'id' in answer &&
  'partition' in answer;

/** The last record that tells of a resource of the case's type, and which one. */
export function toldBy<T>(records: readonly T[], { type }: DoorCase): { ref: ResourceRef; record: T } {
  for (const record of records.toReversed()) {
    const located = locate(record);
    const refs: readonly ResourceRef[] = located.outcome === 'located' ? located.refs : [];
    const ref = refs.find((each) => each.type === type);
    if (ref) return { ref, record };
  }
  throw new Error(`no event tells of a ${type}`);
}

async function fromTemplate(text: string, file: string): Promise<Verdicts> {
  const { value } = await parseTemplate(text, file);
  const { resources } = readCloudFormation({ file, template: value, definitionOf });
  return verdictsAmong(resources, 'Judged');
}

function fromPlan(planned: readonly [Planned, ...Planned[]]): Verdicts {
  const plan: Json = {
    format_version: '1.2',
    resource_changes: planned.map(changeOf),
    configuration: {
      provider_config: { aws: { name: 'aws', expressions: { region: { constant_value: REGION } } } },
      root_module: { resources: planned.map(configurationOf) },
    },
  };
  const { resources } = readTerraformPlan({ file: 'plan.json', plan, definitions, shapeOf });
  return verdictsAmong(resources, planned[0].address);
}

const typeOf = (address: string): string => address.split('.')[0] ?? '';

const changeOf = ({ address, after, unknown = {} }: Planned): Json => ({
  address,
  mode: 'managed',
  type: typeOf(address),
  change: {
    actions: ['create'],
    before: null,
    after,
    after_unknown: { ...unknown, arn: true, id: true, ...(!('tags_all' in after) && { tags_all: true }) },
    after_sensitive: {},
  },
});

const configurationOf = ({ address, expressions = {} }: Planned): Json => ({
  address,
  mode: 'managed',
  type: typeOf(address),
  provider_config_key: 'aws',
  expressions,
});

function verdictsAmong(resources: readonly Resource[], id: string): Verdicts {
  const judged = resources.find((resource) => resource.id === id);
  if (!judged) throw new Error(`${id} is not among ${resources.map((resource) => resource.id).join(', ')}`);
  return verdictsOn(judged, neighbourhoodOf(resources, { definitionOf, outside: 'outside' }));
}

async function fromCall(doorCase: DoorCase): Promise<Verdicts> {
  const { ref, record } = await made(doorCase);
  return fromEvent(doorCase, ref, record);
}

async function fromStateChange(doorCase: DoorCase): Promise<Verdicts> {
  const emulated = await made(doorCase);
  const change = definitionOf(doorCase.type)?.stateEvents?.find(({ whole }) => whole);
  const { $metadata: _, ...detail } = { $metadata: {}, ...(await doorCase.describe?.(emulated)) };
  return fromEvent(doorCase, emulated.ref, {
    source: 'aws.sagemaker',
    'detail-type': change?.detailType,
    account: emulated.world.account,
    region: emulated.aws.region,
    time: emulated.world.clock.now().toISOString(),
    detail: JSON.parse(JSON.stringify(detail)),
  });
}

function fromEvent(doorCase: DoorCase, ref: ResourceRef, record: unknown): Verdicts {
  const properties = configurationIn(record, doorCase.type);
  if (!properties) throw new Error(`the event does not carry the configuration of a ${doorCase.type}`);
  return verdictsOn({ ...ref, source: 'event', properties }, outOfReach(doorCase));
}

/** An event tells who refers to it no more than what it refers to; the referrers are posture's. */
const outOfReach = ({ referrers = [] }: DoorCase): Neighbourhood => ({
  follow: (reference): Followed => ({ unreadable: `${reference} is not in the event` }),
  referrers: () => referrers,
});

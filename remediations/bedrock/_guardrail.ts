import type {
  GetGuardrailCommandInput,
  GetGuardrailResponse,
  UpdateGuardrailCommandInput,
} from '@aws-sdk/client-bedrock';
import type { Json, JsonObject } from '../../resources/resource.ts';
import { type Ask, apiCall, type Step } from '../remediation.ts';

/** UpdateGuardrail replaces the whole draft: what is not written again is gone. */
type GuardrailDraft = Omit<UpdateGuardrailCommandInput, 'guardrailIdentifier'>;

/** Members of GetGuardrail's answer that a draft is made of. */
const MEMBERS = [
  'automatedReasoningPolicy',
  'blockedInputMessaging',
  'blockedOutputsMessaging',
  'contentPolicy',
  'contextualGroundingPolicy',
  'crossRegionDetails',
  'description',
  'kmsKeyArn',
  'name',
  'sensitiveInformationPolicy',
  'status',
  'topicPolicy',
  'wordPolicy',
] as const satisfies readonly (keyof GetGuardrailResponse)[];

export type Shown = Partial<Pick<GetGuardrailResponse, (typeof MEMBERS)[number]>>;

/** The draft, or a version, as the API tells it, without times and numbers. */
export async function readGuardrail(id: string, ask: Ask, version?: string): Promise<JsonObject> {
  const answer = await ask(getGuardrail(id, version));
  return Object.fromEntries(MEMBERS.map((member) => [member, answer[member]]));
}

/** What is read under one name is written under another. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_UpdateGuardrail.html */
function draftOf(before: JsonObject): GuardrailDraft {
  const shown = before as unknown as Shown;
  const { contentPolicy, crossRegionDetails, sensitiveInformationPolicy, topicPolicy, wordPolicy } = shown;
  const profile = crossRegionDetails?.guardrailProfileArn;
  return withoutAbsent({
    name: shown.name,
    description: shown.description,
    blockedInputMessaging: shown.blockedInputMessaging,
    blockedOutputsMessaging: shown.blockedOutputsMessaging,
    kmsKeyId: shown.kmsKeyArn,
    crossRegionConfig: profile === undefined ? undefined : { guardrailProfileIdentifier: profile },
    automatedReasoningPolicyConfig: shown.automatedReasoningPolicy,
    contentPolicyConfig: contentPolicy && {
      filtersConfig: contentPolicy.filters,
      tierConfig: contentPolicy.tier,
    },
    contextualGroundingPolicyConfig: shown.contextualGroundingPolicy && {
      filtersConfig: shown.contextualGroundingPolicy.filters,
    },
    sensitiveInformationPolicyConfig: sensitiveInformationPolicy && {
      piiEntitiesConfig: sensitiveInformationPolicy.piiEntities,
      regexesConfig: sensitiveInformationPolicy.regexes,
    },
    topicPolicyConfig: topicPolicy && { topicsConfig: topicPolicy.topics, tierConfig: topicPolicy.tier },
    wordPolicyConfig: wordPolicy && {
      wordsConfig: wordPolicy.words,
      managedWordListsConfig: wordPolicy.managedWordLists,
    },
  }) as GuardrailDraft;
}

interface Replacement {
  readonly changed: Shown;
  /** Where GetGuardrail shows it. Of what stands around it, such as tiers, the service makes up what is not said. */
  readonly paths: readonly string[];
}

/** Replaces the draft by one in which `changed` differs, and puts the old one back. */
export function replacing(id: string, before: JsonObject, { changed, paths }: Replacement): Step {
  const after: JsonObject = { ...before, ...(changed as JsonObject) };
  return { ...writing(id, after, paths), undo: writing(id, before, paths) };
}

function writing(guardrailIdentifier: string, shown: JsonObject, paths: readonly string[]) {
  const expected = Object.fromEntries(paths.map((path) => [path, [at(shown, path)]]));
  return {
    call: apiCall<UpdateGuardrailCommandInput>('bedrock', 'UpdateGuardrail', {
      guardrailIdentifier,
      ...draftOf(shown),
    }),
    until: {
      call: getGuardrail(guardrailIdentifier),
      expect: { status: ['READY'], ...expected },
      never: { status: ['FAILED', 'DELETING'] },
    },
  };
}

/** Why a guardrail is left alone for now; undefined where nothing is in the way. */
export const notReady = ({ status }: JsonObject): string | undefined =>
  status === 'READY' ? undefined : `the guardrail is ${String(status)}; wait until it is READY`;

const at = (shown: JsonObject, path: string): Json =>
  path.split('.').reduce<Json>((value, name) => Reflect.get(Object(value), name) ?? null, shown as Json);

const getGuardrail = (guardrailIdentifier: string, guardrailVersion?: string) =>
  apiCall<GetGuardrailCommandInput>('bedrock', 'GetGuardrail', {
    guardrailIdentifier,
    ...(guardrailVersion !== undefined && { guardrailVersion }),
  });

/** JSON has no undefined, at any depth; and lists that GetGuardrail may show empty, UpdateGuardrail does not take empty. */
const withoutAbsent = (value: object): object =>
  JSON.parse(
    JSON.stringify(value, (_name, member) =>
      Array.isArray(member) && member.length === 0 ? undefined : member,
    ),
  );

import type { JsonObject } from '../../resources/resource.ts';
import { change, defineRemediation, draft, notYet } from '../remediation.ts';
import { notReady, readGuardrail, replacing, type Shown } from './_guardrail.ts';

type Filter = Readonly<Record<string, unknown>>;

/** A list of filters: where the API shows it, where the resource has it, and the mildest action that is one. */
interface List {
  readonly policy: keyof Shown;
  readonly list: string;
  readonly path: string;
  readonly acting: 'BLOCK' | 'ANONYMIZE';
}

const LISTS: readonly List[] = [
  { policy: 'contentPolicy', list: 'filters', path: 'ContentPolicyConfig.FiltersConfig', acting: 'BLOCK' },
  { policy: 'topicPolicy', list: 'topics', path: 'TopicPolicyConfig.TopicsConfig', acting: 'BLOCK' },
  { policy: 'wordPolicy', list: 'words', path: 'WordPolicyConfig.WordsConfig', acting: 'BLOCK' },
  {
    policy: 'wordPolicy',
    list: 'managedWordLists',
    path: 'WordPolicyConfig.ManagedWordListsConfig',
    acting: 'BLOCK',
  },
  {
    policy: 'contextualGroundingPolicy',
    list: 'filters',
    path: 'ContextualGroundingPolicyConfig.FiltersConfig',
    acting: 'BLOCK',
  },
  {
    policy: 'sensitiveInformationPolicy',
    list: 'piiEntities',
    path: 'SensitiveInformationPolicyConfig.PiiEntitiesConfig',
    acting: 'ANONYMIZE',
  },
  {
    policy: 'sensitiveInformationPolicy',
    list: 'regexes',
    path: 'SensitiveInformationPolicyConfig.RegexesConfig',
    acting: 'ANONYMIZE',
  },
];

export default defineRemediation({
  id: 'bedrock-guardrail-blocking',
  title: 'Let every filter of the guardrail act on what it detects',
  resourceType: 'AWS::Bedrock::Guardrail',
  repairs: ['bedrock-guardrail-not-detect-only'],
  risk: 'disruptive',
  breaks:
    'What was only written into traces is blocked from now on, and personal data is masked: applications that use the ' +
    'working draft get refusals that they never saw. Look at the traces before. Published versions stay as they are: ' +
    'publish a new one, and let the applications use it.',
  permissions: ['bedrock:GetGuardrail', 'bedrock:UpdateGuardrail'],
  references: ['https://docs.aws.amazon.com/bedrock/latest/APIReference/API_UpdateGuardrail.html'],

  read: ({ id }, ask) => readGuardrail(id, ask),

  plan({ resource: { id }, before, observations }) {
    const waiting = notReady(before);
    if (waiting !== undefined) return notYet(waiting);
    const touched = LISTS.filter(({ path }) => observations.some((one) => one.path.startsWith(`${path}[`)));
    let changed: JsonObject = {};
    for (const { policy, list, acting } of touched) {
      const has = changed[policy] ?? before[policy];
      const filters = filtersIn(has, list).map((filter) => enforcing(filter, acting));
      changed = { ...changed, [policy]: { ...(has as JsonObject), [list]: filters as JsonObject[] } };
    }
    return draft(
      touched.map(({ policy, list, path }) =>
        change(path, Reflect.get(Object(before[policy]), list), Reflect.get(Object(changed[policy]), list)),
      ),
      [
        replacing(id, before, {
          changed: changed as unknown as Shown,
          paths: touched.map(({ policy, list }) => `${policy}.${list}`),
        }),
      ],
    );
  },
});

const filtersIn = (policy: unknown, list: string): readonly Filter[] =>
  Reflect.get(Object(policy), list) ?? [];

/** What is off, or of no strength, stays so: it does not detect, and switching it on is not what was asked. */
function enforcing(filter: Filter, acting: string): Filter {
  const isOn = (side: 'input' | 'output') =>
    filter[`${side}Enabled`] !== false && filter[`${side}Strength`] !== 'NONE';
  const isLeft = (side: 'input' | 'output') => filter[`${side}Action`] === undefined && isOn(side);
  const action = (member: string, isLooking: boolean) =>
    filter[member] === 'NONE' && isLooking ? { [member]: acting } : {};
  return {
    ...filter,
    ...action('inputAction', isOn('input')),
    ...action('outputAction', isOn('output')),
    // It holds for what has no action of its own.
    ...action('action', filter['enabled'] !== false && (isLeft('input') || isLeft('output'))),
  };
}

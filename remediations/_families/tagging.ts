import type { ResourceType } from '../../resources/index.ts';
import type { RuleId } from '../../rules/index.ts';
import {
  type Asked,
  change,
  defineRemediation,
  draft,
  type Remediation,
  refuse,
  type Step,
} from '../remediation.ts';
import type { Tag, TagApi, Tags } from './tag-api.ts';

interface Tagged {
  /** The rule that it repairs; its own id too. */
  readonly id: RuleId;
  readonly resourceType: ResourceType;
  /** In words, with an article: "the guardrail". */
  readonly what: string;
  readonly api: TagApi;
}

/** Adds the tags that are not there, with values out of the settings; one that is there is left as it is. */
export function tagging({ id, resourceType, what, api }: Tagged): Remediation {
  return defineRemediation({
    id,
    title: `Give ${what} the tags that it lacks`,
    resourceType,
    repairs: [id],
    risk: 'safe',
    breaks:
      'Nothing that is there changes. Cost allocation and policies that go by tags (ABAC) take the new tags into account: ' +
      'look at those that match on the same keys.',
    permissions: api.permissions,
    references: [api.reference],

    async read({ arn }, ask) {
      return arn === undefined ? {} : { Tags: api.tagsIn(await ask(api.list(arn))) };
    },

    plan(asked) {
      const { arn } = asked.resource;
      if (arn === undefined) return refuse(`the ARN of ${what} is not known`);
      const before = asked.before['Tags'] as Tags;
      const keys = keysToAdd(before, asked);
      const because = hindrance(keys, before, asked);
      if (because !== undefined) return refuse(because);
      const missing = keys.map((key) => ({ key, value: asked.options.tags[key] ?? '' }));
      const [first, ...others] = missing.map((tag) => adding(api, arn, tag));
      if (!first) return refuse('it is so already');
      const added = Object.fromEntries(missing.map(({ key, value }) => [key, value]));
      return draft([change('Tags', before, { ...before, ...added })], [first, ...others]);
    },
  });
}

/** The keys that the rule requires, or all that the settings have where any tag will do; those that are there excepted. */
function keysToAdd(before: Tags, { observations, options: { tags } }: Asked): readonly string[] {
  const required = requiredIn(observations);
  const wanted = required.length > 0 ? required : Object.keys(tags);
  return wanted.filter((key) => !Object.hasOwn(before, key));
}

/** Why they cannot be added. */
function hindrance(
  keys: readonly string[],
  before: Tags,
  { observations, options: { tags } }: Asked,
): string | undefined {
  if (requiredIn(observations).length === 0) {
    if (!Object.keys(before).every(isOfAws)) return 'it has a tag of your own already';
    if (Object.keys(tags).length === 0) return 'the settings have no tags to set';
  }
  const open = keys.filter((key) => !Object.hasOwn(tags, key));
  if (open.length > 0) return `the settings have no value for the tags ${open.join(', ')}`;
  const reserved = keys.filter(isOfAws);
  return reserved.length > 0 ? `only AWS sets the tags ${reserved.join(', ')}` : undefined;
}

const requiredIn = (observations: Asked['observations']): readonly string[] =>
  observations.flatMap(({ expected }) => keyIn(expected));

/** The rule names the key that is required. */
function keyIn(expected: unknown): readonly string[] {
  const key: unknown = Reflect.get(Object(expected), 'Key');
  return typeof key === 'string' ? [key] : [];
}

const isOfAws = (key: string): boolean => key.startsWith('aws:');

/** One tag a step: undoing takes away no more than what was added. */
const adding = (api: TagApi, arn: string, tag: Tag): Step => ({
  call: api.add(arn, tag),
  until: api.has(arn, tag),
  undo: { call: api.remove(arn, tag.key), until: api.hasNot(arn, tag.key) },
});

import type {
  ListTagsForResourceCommandInput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-bedrock';
import type { TagResourceCommandInput as TagByMapCommandInput } from '@aws-sdk/client-bedrock-agent';
import type {
  AddTagsCommandInput,
  DeleteTagsCommandInput,
  ListTagsCommandInput,
} from '@aws-sdk/client-sagemaker';
import type { JsonObject } from '../../resources/resource.ts';
import { type ApiCall, answers, apiCall, type Condition } from '../remediation.ts';

export type Tags = Readonly<Record<string, string>>;

/** How one service tags what has an ARN. */
export interface TagApi {
  readonly permissions: readonly string[];
  readonly reference: string;
  list(arn: string): ApiCall;
  tagsIn(answer: JsonObject): Tags;
  add(arn: string, tag: Tag): ApiCall;
  remove(arn: string, key: string): ApiCall;
  has(arn: string, tag: Tag): Condition;
  hasNot(arn: string, key: string): Condition;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

const listSagemaker = (ResourceArn: string) =>
  // A resource has 50 tags of its own at most, and those of AWS.
  apiCall<ListTagsCommandInput>('sagemaker', 'ListTags', { ResourceArn, MaxResults: 100 });

export const sagemakerTagApi: TagApi = {
  permissions: ['sagemaker:AddTags', 'sagemaker:DeleteTags', 'sagemaker:ListTags'],
  reference: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AddTags.html',
  list: listSagemaker,
  tagsIn: ({ Tags }) => pairsIn(Tags, ['Key', 'Value']),
  add: (ResourceArn, { key: Key, value: Value }) =>
    apiCall<AddTagsCommandInput>('sagemaker', 'AddTags', { ResourceArn, Tags: [{ Key, Value }] }),
  remove: (ResourceArn, key) =>
    apiCall<DeleteTagsCommandInput>('sagemaker', 'DeleteTags', { ResourceArn, TagKeys: [key] }),
  has: (arn, { key: Key, value: Value }) => ({
    ...answers(listSagemaker(arn), {}),
    includes: { Tags: { Key, Value } },
  }),
  hasNot: (arn, Key) => ({ ...answers(listSagemaker(arn), {}), excludes: { Tags: { Key } } }),
};

const listBedrock = (resourceARN: string) =>
  apiCall<ListTagsForResourceCommandInput>('bedrock', 'ListTagsForResource', { resourceARN });

const bedrockPermissions = ['bedrock:ListTagsForResource', 'bedrock:TagResource', 'bedrock:UntagResource'];

export const bedrockTagApi: TagApi = {
  permissions: bedrockPermissions,
  reference: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_TagResource.html',
  list: listBedrock,
  tagsIn: ({ tags }) => pairsIn(tags, ['key', 'value']),
  add: (resourceARN, { key, value }) =>
    apiCall<TagResourceCommandInput>('bedrock', 'TagResource', { resourceARN, tags: [{ key, value }] }),
  remove: (resourceARN, key) =>
    apiCall<UntagResourceCommandInput>('bedrock', 'UntagResource', { resourceARN, tagKeys: [key] }),
  has: (arn, { key, value }) => ({ ...answers(listBedrock(arn), {}), includes: { tags: { key, value } } }),
  hasNot: (arn, key) => ({ ...answers(listBedrock(arn), {}), excludes: { tags: { key } } }),
};

/** Two services write tags as a map, by calls of the same names and members. */
function tagsByMap(
  service: 'bedrock-agent' | 'bedrock-agentcore-control',
): Omit<TagApi, 'permissions' | 'reference'> {
  const list = (resourceArn: string) => apiCall(service, 'ListTagsForResource', { resourceArn });
  return {
    list,
    tagsIn: ({ tags }) => textsIn(tags),
    add: (resourceArn, { key, value }) =>
      apiCall<TagByMapCommandInput>(service, 'TagResource', { resourceArn, tags: { [key]: value } }),
    remove: (resourceArn, key) => apiCall(service, 'UntagResource', { resourceArn, tagKeys: [key] }),
    has: (arn, { key, value }) => answers(list(arn), { [`tags.${key}`]: [value] }),
    hasNot: (arn, key) => answers(list(arn), { [`tags.${key}`]: [null] }),
  };
}

export const bedrockAgentTagApi: TagApi = {
  ...tagsByMap('bedrock-agent'),
  permissions: bedrockPermissions,
  reference: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_TagResource.html',
};

export const agentcoreTagApi: TagApi = {
  ...tagsByMap('bedrock-agentcore-control'),
  permissions: [
    'bedrock-agentcore:ListTagsForResource',
    'bedrock-agentcore:TagResource',
    'bedrock-agentcore:UntagResource',
  ],
  reference: 'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_TagResource.html',
};

function pairsIn(list: JsonObject[string], [key, value]: readonly [string, string]): Tags {
  const pairs = Array.isArray(list) ? list.map(Object) : [];
  return Object.fromEntries(pairs.map((pair) => [String(pair[key]), String(pair[value] ?? '')]));
}

const textsIn = (map: JsonObject[string]): Tags =>
  Object.fromEntries(Object.entries(Object(map)).map(([key, value]) => [key, String(value)]));

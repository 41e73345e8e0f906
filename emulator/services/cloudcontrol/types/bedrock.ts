import type { Table } from '../../../table.ts';
import { fromTagList, toTagList } from '../../../tags.ts';
import { idOf, tags } from '../../bedrock/_shared.ts';
import { toApi, toCloudFormation } from '../../bedrock-agent/_shapes.ts';
import { flows } from '../../bedrock-agent/flow.ts';
import { prompts } from '../../bedrock-agent/prompt.ts';
import { arn } from '../_shared.ts';
import type { TypeModel } from '../types.ts';

/** What its own service keeps, under an id of ten letters and digits; tags are a map. */
const draft = <T extends object>(kind: string, table: Table<T>, state: object = {}): TypeModel => ({
  identifier: ['Arn'],
  made(desired, call) {
    const Id = call.world.ids.upper(10);
    const Arn = arn(call, 'bedrock', `${kind}/${Id}`);
    const { Tags, ...properties } = desired;
    tags.start(call, Arn, { ...Object(Tags) });
    const at = { createdAt: call.now(), updatedAt: call.now() };
    const kept = { ...toApi(properties), id: Id, arn: Arn, version: 'DRAFT', ...at, ...state };
    table.put(call, Id, kept as object as T);
    return toCloudFormation(kept);
  },
  shown(stored, call) {
    const Arn = String(stored['Arn']);
    const kept = toCloudFormation(table.get(call, idOf(Arn)) ?? {});
    const gone = Object.fromEntries(Object.keys(stored).map((name) => [name, undefined]));
    return { ...gone, ...kept, Tags: tags.of(call, Arn) ?? {} };
  },
});

export const bedrockModels: Record<string, TypeModel> = {
  'AWS::Bedrock::AgentAlias': {
    identifier: ['AgentId', 'AgentAliasId'],
    made({ AgentId }, call) {
      const AgentAliasId = call.world.ids.upper(10);
      const AgentAliasArn = arn(call, 'bedrock', `agent-alias/${AgentId}/${AgentAliasId}`);
      return {
        AgentAliasId,
        AgentAliasArn,
        AgentAliasStatus: 'PREPARED',
        CreatedAt: call.now().toISOString(),
      };
    },
    listNeeds: ['AgentId'],
  },
  'AWS::Bedrock::ApplicationInferenceProfile': {
    identifier: ['InferenceProfileIdentifier'],
    made({ Tags }, call) {
      const InferenceProfileId = call.world.ids.lower(12);
      const InferenceProfileArn = arn(call, 'bedrock', `application-inference-profile/${InferenceProfileId}`);
      tags.start(call, InferenceProfileArn, fromTagList(Array.isArray(Tags) ? Tags : []));
      return {
        InferenceProfileId,
        InferenceProfileArn,
        InferenceProfileIdentifier: InferenceProfileArn,
        Status: 'ACTIVE',
        Type: 'APPLICATION',
      };
    },
    shown: ({ InferenceProfileArn }, call) => ({
      Tags: toTagList(tags.of(call, String(InferenceProfileArn)) ?? {}),
    }),
    writeOnly: ['ModelSource'],
    listNeeds: ['Type'],
  },
  'AWS::Bedrock::Flow': {
    ...draft('flow', flows, { status: 'NotPrepared' }),
    writeOnly: ['DefinitionS3Location', 'DefinitionString', 'DefinitionSubstitutions'],
  },
  'AWS::Bedrock::Prompt': draft('prompt', prompts),
  'AWS::BedrockAgentCore::Policy': {
    identifier: ['PolicyArn'],
    made({ PolicyEngineId }, call) {
      const PolicyId = call.world.ids.lower(10);
      const place = `policy-engine/${PolicyEngineId}/policy/${PolicyId}`;
      return { PolicyId, PolicyArn: arn(call, 'bedrock-agentcore', place), Status: 'ACTIVE' };
    },
    writeOnly: ['ValidationMode'],
    listNeeds: ['PolicyEngineId'],
  },
};

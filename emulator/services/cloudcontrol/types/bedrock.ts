import { fromTagList, toTagList } from '../../../tags.ts';
import { tags } from '../../bedrock/_shared.ts';
import { arn } from '../_shared.ts';
import type { TypeModel } from '../types.ts';

/** What is made under an id of ten letters and digits, with its ARN. */
const withId =
  (kind: string): NonNullable<TypeModel['made']> =>
  (_desired, call) => {
    const Id = call.world.ids.upper(10);
    return { Id, Arn: arn(call, 'bedrock', `${kind}/${Id}`), CreatedAt: call.now().toISOString() };
  };

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
    identifier: ['Arn'],
    made: (desired, call) => ({
      ...withId('flow')(desired, call),
      Status: 'NotPrepared',
      Version: 'DRAFT',
    }),
    writeOnly: ['DefinitionS3Location', 'DefinitionString', 'DefinitionSubstitutions'],
  },
  'AWS::Bedrock::Prompt': {
    identifier: ['Arn'],
    made(desired, call) {
      const made = withId('prompt')(desired, call);
      tags.start(call, String(made['Arn']), { ...Object(desired['Tags']) });
      return made;
    },
    shown: ({ Arn }, call) => ({ Tags: tags.of(call, String(Arn)) ?? {} }),
  },
  'AWS::BedrockAgentCore::GatewayTarget': {
    identifier: ['GatewayIdentifier', 'TargetId'],
    made: (_desired, call) => ({ TargetId: call.world.ids.upper(10), Status: 'READY' }),
    listNeeds: ['GatewayIdentifier'],
  },
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

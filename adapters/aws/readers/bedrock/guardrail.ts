import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';
import { bedrockTags } from './_tags.ts';

const type = 'AWS::Bedrock::Guardrail';

/** The API answers what CloudFormation is given, under other names: a policy, not its configuration. */
const renames = {
  automatedReasoningPolicy: 'AutomatedReasoningPolicyConfig',
  contentPolicy: 'ContentPolicyConfig',
  'contentPolicy.filters': 'FiltersConfig',
  'contentPolicy.tier': 'ContentFiltersTierConfig',
  contextualGroundingPolicy: 'ContextualGroundingPolicyConfig',
  'contextualGroundingPolicy.filters': 'FiltersConfig',
  crossRegionDetails: 'CrossRegionConfig',
  sensitiveInformationPolicy: 'SensitiveInformationPolicyConfig',
  'sensitiveInformationPolicy.piiEntities': 'PiiEntitiesConfig',
  'sensitiveInformationPolicy.regexes': 'RegexesConfig',
  topicPolicy: 'TopicPolicyConfig',
  'topicPolicy.tier': 'TopicsTierConfig',
  'topicPolicy.topics': 'TopicsConfig',
  wordPolicy: 'WordPolicyConfig',
  'wordPolicy.managedWordLists': 'ManagedWordListsConfig',
  'wordPolicy.words': 'WordsConfig',
};

export default defineReader({
  type,
  actions: ['bedrock:GetGuardrail', 'bedrock:ListTagsForResource'],
  keyActions: ['kms:Decrypt'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { BedrockClient, GetGuardrailCommand } = await import('../../clients/bedrock.ts');
    const client = aws.client(BedrockClient, ref.region);
    const answer = await ask('bedrock:GetGuardrail', () =>
      client.send(new GetGuardrailCommand({ guardrailIdentifier: ref.id })),
    );
    const Tags = await bedrockTags(reading, answer.guardrailArn);
    return {
      properties: { ...toCloudFormation(answer, type, renames), Tags },
      arn: answer.guardrailArn,
      createdAt: answer.createdAt,
      status: answer.status,
    };
  },
});

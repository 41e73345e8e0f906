import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::Bedrock::Agent',
  service: 'bedrock',
  role: 'ai',
  arnPattern: 'arn:${Partition}:bedrock:${Region}:${Account}:agent/${AgentId}',
  idFrom: firstSegmentAfter('bedrock', 'agent/'),
  references: [
    { path: 'AgentResourceRoleArn', type: 'AWS::IAM::Role' },
    { path: 'CustomerEncryptionKeyArn', type: 'AWS::KMS::Key' },
    { path: 'GuardrailConfiguration.GuardrailIdentifier', type: 'AWS::Bedrock::Guardrail' },
    { path: 'KnowledgeBases[].KnowledgeBaseId', type: 'AWS::Bedrock::KnowledgeBase' },
    { path: 'ActionGroups[].ActionGroupExecutor.Lambda', type: 'AWS::Lambda::Function' },
    { path: 'ActionGroups[].ApiSchema.S3.S3BucketName', type: 'AWS::S3::Bucket' },
    { path: 'CustomOrchestration.Executor.Lambda', type: 'AWS::Lambda::Function' },
    { path: 'PromptOverrideConfiguration.OverrideLambda', type: 'AWS::Lambda::Function' },
  ],
  readOnly: { AgentId: 'string', AgentArn: 'string', AgentStatus: 'string' },
  terraform: [
    {
      type: 'aws_bedrockagent_agent',
      properties: {
        idle_session_ttl_in_seconds: 'IdleSessionTTLInSeconds',
        skip_resource_in_use_check: 'SkipResourceInUseCheckOnDelete',
        prepare_agent: 'AutoPrepare',
      },
      computed: ['idle_session_ttl_in_seconds'],
    },
  ],
});

import {
  AssociateAgentCollaboratorCommand,
  AssociateAgentKnowledgeBaseCommand,
  BedrockAgentClient,
  CreateAgentActionGroupCommand,
  CreateAgentCommand,
  CreateKnowledgeBaseCommand,
  DeleteAgentActionGroupCommand,
  DisassociateAgentKnowledgeBaseCommand,
  GetAgentActionGroupCommand,
  ListAgentActionGroupsCommand,
  ListAgentCollaboratorsCommand,
  ListAgentKnowledgeBasesCommand,
} from '@aws-sdk/client-bedrock-agent';
import {
  CreateNotebookInstanceLifecycleConfigCommand,
  CreateTrainingJobCommand,
  DescribeNotebookInstanceLifecycleConfigCommand,
  DescribeTrainingJobCommand,
  SageMakerClient,
  StopTrainingJobCommand,
  UpdateNotebookInstanceLifecycleConfigCommand,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

const roleArn = 'arn:aws:iam::111122223333:role/Ml';
const embeddingModelArn = 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0';

/** Operations on AI resources that no reader and no function needs, but whoever plays a story may call. */
export function rarelyCalledAiContract(open: () => Endpoint): void {
  describe('what hangs on an agent', () => {
    const opened = async () => {
      const { region, account, client } = open();
      const agents = client(BedrockAgentClient);
      const agentOf = async (agentName: string) => {
        const made = await agents.send(new CreateAgentCommand({ agentName, agentResourceRoleArn: roleArn }));
        return made.agent?.agentId ?? '';
      };
      return { agents, agentOf, place: `${region}:${account}`, at: { agentVersion: 'DRAFT' } as const };
    };

    it('is an action group, until it is deleted', async () => {
      const { agents, agentOf, at } = await opened();
      const agentId = await agentOf('helper');
      const { agentActionGroup } = await agents.send(
        new CreateAgentActionGroupCommand({
          ...{ agentId, ...at },
          actionGroupName: 'ask',
          parentActionGroupSignature: 'AMAZON.UserInput',
        }),
      );
      const one = { agentId, ...at, actionGroupId: agentActionGroup?.actionGroupId };
      const read = await agents.send(new GetAgentActionGroupCommand(one));
      expect(read.agentActionGroup).toMatchObject({ actionGroupName: 'ask', actionGroupState: 'ENABLED' });
      await agents.send(new DeleteAgentActionGroupCommand(one));
      const left = await agents.send(new ListAgentActionGroupsCommand({ agentId, ...at }));
      expect(left.actionGroupSummaries).toEqual([]);
      const gone = agents.send(new GetAgentActionGroupCommand(one));
      expect((await refusal(gone)).name).toBe('ResourceNotFoundException');
    });

    it('is a knowledge base, until it is taken off', async () => {
      const { agents, agentOf, at } = await opened();
      const agentId = await agentOf('helper');
      const vectorKnowledgeBaseConfiguration = { embeddingModelArn };
      const { knowledgeBase } = await agents.send(
        new CreateKnowledgeBaseCommand({
          name: 'invoices',
          roleArn,
          knowledgeBaseConfiguration: { type: 'VECTOR', vectorKnowledgeBaseConfiguration },
        }),
      );
      const one = { agentId, ...at, knowledgeBaseId: knowledgeBase?.knowledgeBaseId };
      await agents.send(new AssociateAgentKnowledgeBaseCommand({ ...one, description: 'all invoices' }));
      const list = async () => {
        const answer = await agents.send(new ListAgentKnowledgeBasesCommand({ agentId, ...at }));
        return answer.agentKnowledgeBaseSummaries?.map(({ knowledgeBaseId }) => knowledgeBaseId);
      };
      expect(await list()).toEqual([one.knowledgeBaseId]);
      await agents.send(new DisassociateAgentKnowledgeBaseCommand(one));
      expect(await list()).toEqual([]);
    });

    it('is another agent', async () => {
      const { agents, agentOf, at, place } = await opened();
      const [agentId, otherId] = [await agentOf('boss'), await agentOf('clerk')];
      await agents.send(
        new AssociateAgentCollaboratorCommand({
          ...{ agentId, ...at },
          agentDescriptor: { aliasArn: `arn:aws:bedrock:${place}:agent-alias/${otherId}/ABCDEFGHIJ` },
          collaboratorName: 'clerk',
          collaborationInstruction: 'Ask for the amount.',
        }),
      );
      const listed = await agents.send(new ListAgentCollaboratorsCommand({ agentId, ...at }));
      expect(listed.agentCollaboratorSummaries).toMatchObject([
        { collaboratorName: 'clerk', relayConversationHistory: 'DISABLED' },
      ]);
    });
  });

  describe('a training job under way', () => {
    it('is stopped', async () => {
      const endpoint = open();
      const sagemaker = endpoint.client(SageMakerClient);
      const TrainingJobName = 'churn';
      await sagemaker.send(
        new CreateTrainingJobCommand({
          TrainingJobName,
          RoleArn: roleArn,
          AlgorithmSpecification: {
            TrainingImage: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/churn:1',
            TrainingInputMode: 'File',
          },
          OutputDataConfig: { S3OutputPath: 's3://models/churn' },
          ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
          StoppingCondition: { MaxRuntimeInSeconds: 3600 },
        }),
      );
      const status = async () =>
        (await sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName }))).TrainingJobStatus;
      await sagemaker.send(new StopTrainingJobCommand({ TrainingJobName }));
      expect(await status()).toBe('Stopping');
      await endpoint.settle();
      expect(await status()).toBe('Stopped');
      const again = sagemaker.send(new StopTrainingJobCommand({ TrainingJobName }));
      expect((await refusal(again)).name).toBe('ValidationException');
    });
  });

  describe('a lifecycle configuration', () => {
    it('is given another script', async () => {
      const sagemaker = open().client(SageMakerClient);
      const name = { NotebookInstanceLifecycleConfigName: 'setup' };
      await sagemaker.send(new CreateNotebookInstanceLifecycleConfigCommand(name));
      const OnStart = [{ Content: Buffer.from('echo ready').toString('base64') }];
      await sagemaker.send(new UpdateNotebookInstanceLifecycleConfigCommand({ ...name, OnStart }));
      const described = await sagemaker.send(new DescribeNotebookInstanceLifecycleConfigCommand(name));
      expect(described.OnStart).toEqual(OnStart);
    });
  });
}

import {
  BedrockAgentClient,
  GetFlowCommand,
  GetPromptCommand,
  PrepareFlowCommand,
  UpdateFlowCommand,
  UpdatePromptCommand,
} from '@aws-sdk/client-bedrock-agent';
import {
  CloudControlClient,
  CreateResourceCommand,
  GetResourceCommand,
  GetResourceRequestStatusCommand,
} from '@aws-sdk/client-cloudcontrol';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ROLE = 'arn:aws:iam::111122223333:role/Flow';

/** What Bedrock promises of prompts and flows that CloudFormation made: one thing, whoever is asked. */
export function promptsAndFlowsContract(open: () => Endpoint): void {
  const made = async (TypeName: string, properties: object) => {
    const endpoint = open();
    const control = endpoint.client(CloudControlClient);
    const DesiredState = JSON.stringify(properties);
    const { ProgressEvent } = await control.send(new CreateResourceCommand({ TypeName, DesiredState }));
    await endpoint.settle();
    const { ProgressEvent: ended } = await control.send(
      new GetResourceRequestStatusCommand({ RequestToken: ProgressEvent?.RequestToken }),
    );
    const arn = ended?.Identifier ?? '';
    return {
      endpoint,
      arn,
      bedrock: endpoint.client(BedrockAgentClient),
      async told() {
        const answer = await control.send(new GetResourceCommand({ TypeName, Identifier: arn }));
        return JSON.parse(answer.ResourceDescription?.Properties ?? '{}');
      },
    };
  };

  describe('a prompt', () => {
    const Name = 'greeting';

    it('is replaced by an update: what is not named again is gone', async () => {
      const { bedrock, arn, told } = await made('AWS::Bedrock::Prompt', { Name, Description: 'says hello' });
      const promptIdentifier = arn;
      expect(await bedrock.send(new GetPromptCommand({ promptIdentifier }))).toMatchObject({
        name: Name,
        description: 'says hello',
        version: 'DRAFT',
        arn,
      });
      await bedrock.send(
        new UpdatePromptCommand({ promptIdentifier, name: Name, customerEncryptionKeyArn: KEY }),
      );
      const after = await told();
      expect(after).toMatchObject({ Name, CustomerEncryptionKeyArn: KEY, Arn: arn });
      expect(after).not.toHaveProperty('Description');
      const unknown = bedrock.send(new GetPromptCommand({ promptIdentifier: 'PROMPT0000' }));
      expect((await refusal(unknown)).name).toBe('ResourceNotFoundException');
    });
  });

  describe('a flow', () => {
    const flow = { Name: 'triage', ExecutionRoleArn: ROLE, Description: 'sorts' };

    it('wants preparing after an update, which replaces it', async () => {
      const { endpoint, bedrock, arn, told } = await made('AWS::Bedrock::Flow', flow);
      const flowIdentifier = arn.split('/')[1];
      const statusOf = async () => (await bedrock.send(new GetFlowCommand({ flowIdentifier }))).status;
      expect((await bedrock.send(new PrepareFlowCommand({ flowIdentifier }))).status).toBe('Preparing');
      await endpoint.settle();
      expect(await statusOf()).toBe('Prepared');
      const asked = { flowIdentifier, name: flow.Name, executionRoleArn: ROLE };
      await bedrock.send(new UpdateFlowCommand({ ...asked, customerEncryptionKeyArn: KEY }));
      expect(await statusOf()).toBe('NotPrepared');
      const after = await told();
      expect(after).toMatchObject({ CustomerEncryptionKeyArn: KEY, Status: 'NotPrepared', Arn: arn });
      expect(after).not.toHaveProperty('Description');
      const unknown = bedrock.send(new GetFlowCommand({ flowIdentifier: 'FLOW000000' }));
      expect((await refusal(unknown)).name).toBe('ResourceNotFoundException');
    });
  });
}

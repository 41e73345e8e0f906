import {
  BedrockClient,
  CreateGuardrailCommand,
  DeleteModelInvocationLoggingConfigurationCommand,
  PutModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import { BedrockAgentClient, CreateAgentCommand, UpdateAgentCommand } from '@aws-sdk/client-bedrock-agent';
import {
  BedrockAgentCoreControlClient,
  CreateAgentRuntimeCommand,
} from '@aws-sdk/client-bedrock-agentcore-control';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  CreateNotebookInstanceCommand,
  CreateTrainingJobCommand,
  DeleteNotebookInstanceCommand,
  SageMakerClient,
  StopNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import { type Emulated, emulate, type World } from '../../emulator/index.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

/** Something that somebody at the company does, and the words for it. */
export interface Scene {
  /** Minutes since the scene before. */
  readonly after: number;
  readonly tell: string;
  act(company: Company): Promise<unknown>;
  /** The rule whose plan is approved, and by whom. */
  readonly approves?: { readonly rule: string; readonly by: string };
}

/** The people of a small company, each with clients of their own. */
export interface Company {
  readonly world: World;
  readonly maya: Emulated;
  readonly jonas: Emulated;
  readonly intern: Emulated;
}

export function openCompany(world: World): Company {
  const person = (session: string) =>
    emulate(world, { region: REGION, principal: `arn:aws:sts::${ACCOUNT}:assumed-role/${session}` });
  return {
    world,
    maya: person('DataScientist/maya'),
    jonas: person('PlatformEngineer/jonas'),
    intern: person('Intern/noor'),
  };
}

const ROLE = `arn:aws:iam::${ACCOUNT}:role/training`;

const trust = (service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });

const guardrail = {
  name: 'customer-chat',
  blockedInputMessaging: 'I cannot help with that.',
  blockedOutputsMessaging: 'I cannot help with that.',
  contentPolicyConfig: {
    filtersConfig: [
      { type: 'PROMPT_ATTACK' as const, inputStrength: 'MEDIUM' as const, outputStrength: 'NONE' as const },
    ],
  },
  sensitiveInformationPolicyConfig: {
    piiEntitiesConfig: [{ type: 'EMAIL' as const, action: 'ANONYMIZE' as const }],
  },
};

const agent = {
  agentName: 'claims-assistant',
  foundationModel: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
  instruction: 'Help customers of the insurance company with their open claims.',
  agentResourceRoleArn: `arn:aws:iam::${ACCOUNT}:role/claims-assistant`,
};

/** A working day, as it might be recorded by CloudTrail. The world remembers ids that later scenes need. */
export function workingDay(): readonly Scene[] {
  let guardrailId = '';
  let agentId = '';
  return [
    {
      after: 5,
      tell: 'Jonas (platform) creates a role for training and, to save time, attaches AdministratorAccess.',
      async act({ jonas }) {
        const iam = jonas.client(IAMClient);
        await iam.send(
          new CreateRoleCommand({
            RoleName: 'training',
            AssumeRolePolicyDocument: trust('sagemaker.amazonaws.com'),
          }),
        );
        await iam.send(
          new AttachRolePolicyCommand({
            RoleName: 'training',
            PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
          }),
        );
      },
    },
    {
      after: 12,
      tell: 'Maya (data science) opens a notebook and changes none of the defaults.',
      act: ({ maya }) =>
        maya.client(SageMakerClient).send(
          new CreateNotebookInstanceCommand({
            NotebookInstanceName: 'churn-study',
            InstanceType: 'ml.t3.medium',
            RoleArn: ROLE,
          }),
        ),
    },
    {
      after: 31,
      tell: 'Maya trains a model on customer data, outside the company’s network.',
      act: ({ maya }) =>
        maya.client(SageMakerClient).send(
          new CreateTrainingJobCommand({
            TrainingJobName: 'churn-2026-11',
            RoleArn: ROLE,
            AlgorithmSpecification: {
              TrainingImage: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/churn:1`,
              TrainingInputMode: 'File',
            },
            OutputDataConfig: { S3OutputPath: 's3://lindgren-models/churn/' },
            ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 50 },
            StoppingCondition: { MaxRuntimeInSeconds: 3600 },
          }),
        ),
    },
    {
      after: 44,
      tell: 'Jonas sets up a guardrail for the customer chat, with prompt attacks filtered at MEDIUM.',
      async act({ jonas }) {
        const answer = await jonas.client(BedrockClient).send(new CreateGuardrailCommand(guardrail));
        guardrailId = answer.guardrailId ?? '';
      },
    },
    {
      after: 9,
      tell: 'Maya builds an agent for insurance claims, and forgets the guardrail.',
      async act({ jonas, maya }) {
        await jonas.client(IAMClient).send(
          new CreateRoleCommand({
            RoleName: 'claims-assistant',
            AssumeRolePolicyDocument: trust('bedrock.amazonaws.com'),
            PermissionsBoundary: `arn:aws:iam::aws:policy/AmazonBedrockReadOnly`,
          }),
        );
        const answer = await maya.client(BedrockAgentClient).send(new CreateAgentCommand(agent));
        agentId = answer.agent?.agentId ?? '';
      },
    },
    {
      after: 20,
      tell: 'Maya deploys an AgentCore runtime that faces the internet.',
      act: ({ maya }) =>
        maya.client(BedrockAgentCoreControlClient).send(
          new CreateAgentRuntimeCommand({
            agentRuntimeName: 'claims_runtime',
            roleArn: agent.agentResourceRoleArn,
            agentRuntimeArtifact: {
              containerConfiguration: { containerUri: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/claims:4` },
            },
            networkConfiguration: { networkMode: 'PUBLIC' },
          }),
        ),
    },
    {
      after: 3,
      tell: 'Noor (an intern) tries to switch the logging of model calls off, and is refused.',
      async act({ world, intern }) {
        const forbid = world.faults.deny({
          service: 'bedrock',
          operation: 'DeleteModelInvocationLoggingConfiguration',
        });
        await intern
          .client(BedrockClient)
          .send(new DeleteModelInvocationLoggingConfigurationCommand({}))
          .catch(expectDenied);
        forbid();
      },
    },
    {
      after: 60,
      tell: 'Jonas reads the findings. He switches the logging of model calls on …',
      act: ({ jonas }) =>
        jonas.client(BedrockClient).send(
          new PutModelInvocationLoggingConfigurationCommand({
            loggingConfig: {
              cloudWatchConfig: {
                logGroupName: '/ai/model-calls',
                roleArn: `arn:aws:iam::${ACCOUNT}:role/bedrock-logging`,
              },
              textDataDeliveryEnabled: true,
            },
          }),
        ),
    },
    {
      after: 4,
      tell: '… lets Assay put the guardrail right, as it has proposed …',
      act: async () => {},
      approves: { rule: 'bedrock-guardrail-prompt-attack-high', by: 'PlatformEngineer/jonas' },
    },
    {
      after: 2,
      tell: '… gives the agent its guardrail …',
      act: ({ jonas }) =>
        jonas.client(BedrockAgentClient).send(
          new UpdateAgentCommand({
            agentId,
            ...agent,
            guardrailConfiguration: { guardrailIdentifier: guardrailId, guardrailVersion: 'DRAFT' },
          }),
        ),
    },
    {
      after: 6,
      tell: '… and takes the administrator’s rights off the training role.',
      act: ({ jonas }) =>
        jonas.client(IAMClient).send(
          new DetachRolePolicyCommand({
            RoleName: 'training',
            PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
          }),
        ),
    },
    {
      after: 25,
      tell: 'Maya no longer needs the notebook: she stops and deletes it.',
      async act({ world, maya }) {
        const sagemaker = maya.client(SageMakerClient);
        await sagemaker.send(new StopNotebookInstanceCommand({ NotebookInstanceName: 'churn-study' }));
        world.clock.advance(10 * 60_000);
        await sagemaker.send(new DeleteNotebookInstanceCommand({ NotebookInstanceName: 'churn-study' }));
        world.clock.advance(10 * 60_000);
      },
    },
  ];
}

function expectDenied(error: unknown): void {
  if (error instanceof Error && error.name === 'AccessDeniedException') return;
  throw error;
}

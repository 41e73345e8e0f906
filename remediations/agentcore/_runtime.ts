import type {
  GetAgentRuntimeCommandInput,
  UpdateAgentRuntimeCommandInput,
} from '@aws-sdk/client-bedrock-agentcore-control';
import { credentialIn } from '../../resources/credential.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { apiCall, notYet, type Refusal, refuse } from '../remediation.ts';
import { notReady, type Whole } from './_whole.ts';

type Named = 'agentRuntimeId' | 'clientToken';
type Member = Exclude<keyof UpdateAgentRuntimeCommandInput, Named>;

/** What every remediation that writes a runtime needs and rests on. */
export const RUNTIME_CALLS = {
  permissions: ['bedrock-agentcore:GetAgentRuntime', 'bedrock-agentcore:UpdateAgentRuntime'],
  implied: { 'iam:PassRole': 'bedrock-agentcore:UpdateAgentRuntime names the runtime’s role again' },
  references: [
    'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_UpdateAgentRuntime.html',
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agent-runtime-versioning.html',
  ],
} as const;

/** What a new version means for whoever calls the runtime. */
export const NEW_VERSION =
  'It makes a new version, for which the DEFAULT endpoint starts new sessions; endpoints that name an older version ' +
  'stay with that.';

export const runtimeOf = ({ id: agentRuntimeId }: { readonly id: string }): Whole<Member> => ({
  noun: 'the runtime',
  // The compiler asks for each that the SDK has.
  members: {
    agentRuntimeArtifact: true,
    authorizerConfiguration: true,
    capacityProviderConfiguration: true,
    description: true,
    environmentVariables: true,
    filesystemConfigurations: true,
    lifecycleConfiguration: true,
    metadataConfiguration: true,
    networkConfiguration: true,
    platformVersion: true,
    protocolConfiguration: true,
    requestHeaderConfiguration: true,
    roleArn: true,
  },
  get: apiCall<GetAgentRuntimeCommandInput>('bedrock-agentcore-control', 'GetAgentRuntime', {
    agentRuntimeId,
  }),
  update: (asked) =>
    apiCall<UpdateAgentRuntimeCommandInput>('bedrock-agentcore-control', 'UpdateAgentRuntime', {
      agentRuntimeId,
      ...(asked as unknown as Omit<UpdateAgentRuntimeCommandInput, Named>),
    }),
  never: ['UPDATE_FAILED', 'DELETING', 'DELETE_FAILED'],
});

/** Why a runtime is left alone; undefined where nothing is in the way. */
export function inTheWay(whole: Whole<Member>, before: JsonObject): Refusal | undefined {
  const waiting = notReady(whole, before);
  if (waiting !== undefined) return notYet(waiting);
  // The environment is written again, so it would stand in the plan, for whoever approves and audits it to read.
  const variables: Readonly<Record<string, unknown>> = Object(before['environmentVariables']);
  const leak = Object.keys(variables).find((name) => credentialIn(name, String(variables[name])));
  if (leak === undefined) return undefined;
  return refuse(
    `its environment holds a credential, ${leak}, and the plan would carry it: take that out first`,
  );
}

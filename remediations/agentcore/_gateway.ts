import type {
  GetGatewayCommandInput,
  GetGatewayResponse,
  UpdateGatewayCommandInput,
} from '@aws-sdk/client-bedrock-agentcore-control';
import type { Json, JsonObject } from '../../resources/resource.ts';
import { type Ask, apiCall, type Step } from '../remediation.ts';

/** UpdateGateway replaces all of them: what is not written again is gone. */
const MEMBERS = [
  'authorizerConfiguration',
  'authorizerType',
  'customTransformConfiguration',
  'description',
  'exceptionLevel',
  'interceptorConfigurations',
  'kmsKeyArn',
  'name',
  'policyEngineConfiguration',
  'protocolConfiguration',
  'protocolType',
  'roleArn',
  'wafConfiguration',
] as const satisfies readonly (keyof GetGatewayResponse)[];

/** What every remediation that writes a gateway needs and rests on. */
export const GATEWAY_CALLS = {
  permissions: ['bedrock-agentcore:GetGateway', 'bedrock-agentcore:UpdateGateway'],
  implied: { 'iam:PassRole': 'bedrock-agentcore:UpdateGateway names the gateway’s role again' },
  references: [
    'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_UpdateGateway.html',
  ],
} as const;

export async function readGateway(id: string, ask: Ask): Promise<JsonObject> {
  const answer = await ask(getGateway(id));
  return Object.fromEntries(['status', ...MEMBERS].map((member) => [member, answer[member]]));
}

/** Why a gateway is left alone for now; undefined where nothing is in the way. */
export const notSettled = ({ status }: JsonObject): string | undefined =>
  status === 'READY' ? undefined : `the gateway is ${String(status)}; wait until it is READY`;

/** Writes the gateway with another value of one member, null for none, and puts back what was. */
export function replacing(
  id: string,
  before: JsonObject,
  { member, value }: { readonly member: (typeof MEMBERS)[number]; readonly value: Json },
): Step {
  return { ...writing(id, { ...before, [member]: value }, member), undo: writing(id, before, member) };
}

function writing(gatewayIdentifier: string, state: JsonObject, member: string) {
  const asked = Object.fromEntries(
    MEMBERS.flatMap((name) =>
      state[name] === undefined || state[name] === null ? [] : [[name, state[name]]],
    ),
  );
  return {
    call: apiCall<UpdateGatewayCommandInput>('bedrock-agentcore-control', 'UpdateGateway', {
      gatewayIdentifier,
      ...(asked as unknown as Omit<UpdateGatewayCommandInput, 'gatewayIdentifier'>),
    }),
    until: {
      call: getGateway(gatewayIdentifier),
      expect: { status: ['READY'], [member]: [state[member] ?? null] },
      never: { status: ['FAILED', 'DELETING', 'UPDATE_UNSUCCESSFUL'] },
    },
  };
}

const getGateway = (gatewayIdentifier: string) =>
  apiCall<GetGatewayCommandInput>('bedrock-agentcore-control', 'GetGateway', { gatewayIdentifier });

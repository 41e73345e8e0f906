import type { GatewaySummary, GetGatewayResponse } from '@aws-sdk/client-bedrock-agentcore-control';
import { AwsError, conflict, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { idFor, tags } from './_shared.ts';
import { ofGateway } from './_targets.ts';

type Gateway = Answer<GetGatewayResponse> & GatewaySummary & { gatewayId: string; gatewayArn: string };

const gateways = createTable<Gateway>();

const BUILD_MS = 20_000;

export const gateway = {
  CreateGateway(input, call) {
    const { clientToken: _token, tags: given, ...rest } = input;
    freeName(call, input.name, undefined);
    const gatewayId = idFor(call, input.name.toLowerCase());
    const gatewayArn = call.arn(`gateway/${gatewayId}`);
    const identity = call.arn(`workload-identity-directory/default/workload-identity/${gatewayId}`);
    const begun: Gateway = {
      ...rest,
      ...{ gatewayId, gatewayArn },
      gatewayUrl: `https://${gatewayId}.gateway.bedrock-agentcore.${call.region}.amazonaws.com/mcp`,
      workloadIdentityDetails: { workloadIdentityArn: identity },
      status: 'CREATING',
      createdAt: call.now(),
      updatedAt: call.now(),
    };
    settle(call, begun);
    tags.start(call, gatewayArn, given ?? {});
    return begun;
  },

  GetGateway: (input, call) => findGateway(call, input.gatewayIdentifier),

  ListGateways(input, call) {
    const { page, nextToken } = restPage(gateways.list(call), input);
    return { items: page, nextToken };
  },

  UpdateGateway(input, call) {
    const current = findGateway(call, input.gatewayIdentifier);
    const { gatewayId, gatewayArn, gatewayUrl, workloadIdentityDetails, createdAt } = current;
    freeName(call, input.name, gatewayId);
    // What is not named again is gone.
    const begun: Gateway = {
      ...input,
      ...{ gatewayId, gatewayArn, gatewayUrl, workloadIdentityDetails, createdAt },
      status: 'UPDATING',
      updatedAt: call.now(),
    };
    settle(call, begun);
    return begun;
  },

  DeleteGateway(input, call) {
    const current = findGateway(call, input.gatewayIdentifier);
    if (ofGateway(call, current.gatewayId).length > 0) {
      throw new AwsError(
        'ValidationException',
        `Gateway ${current.gatewayId} has targets: delete them first.`,
      );
    }
    const leaving: Gateway = { ...current, status: 'DELETING', updatedAt: call.now() };
    gateways.put(call, current.gatewayId, leaving, { afterMs: BUILD_MS, become: () => undefined });
    tags.end(call, current.gatewayArn);
    return { gatewayId: current.gatewayId, status: 'DELETING' as const };
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock-agentcore-control')>;

/** By id or ARN; targets belong to a gateway that must exist. */
export function findGateway(call: Call, idOrArn: string): Gateway {
  const found = gateways.get(call, idOrArn.split('/').at(-1) ?? '');
  if (found === undefined) throw resourceNotFound(`Gateway ${idOrArn} was not found.`);
  return found;
}

function settle(call: Call, begun: Gateway): void {
  gateways.put(call, begun.gatewayId, begun, {
    afterMs: BUILD_MS,
    become: (at) => ({ ...begun, status: 'READY', updatedAt: at }),
  });
}

function freeName(call: Call, wanted: string, ownId: string | undefined): void {
  if (gateways.list(call).some(({ name, gatewayId }) => name === wanted && gatewayId !== ownId)) {
    throw conflict(`A gateway with name ${wanted} already exists.`);
  }
}

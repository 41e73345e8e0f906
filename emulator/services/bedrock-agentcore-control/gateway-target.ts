import { conflict, resourceNotFound } from '../../errors.ts';
import { restPage } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { ofGateway, type Target, targets } from './_targets.ts';
import { findGateway } from './gateway.ts';

const BUILD_MS = 10_000;

export const gatewayTarget = {
  CreateGatewayTarget(input, call) {
    const { clientToken: _token, gatewayIdentifier, ...rest } = input;
    const { gatewayId, gatewayArn } = findGateway(call, gatewayIdentifier);
    const targetId = call.world.ids.upper(10);
    const name = input.name ?? `target-${targetId.toLowerCase()}`;
    if (ofGateway(call, gatewayId).some((row) => row.name === name)) {
      throw conflict(`A target with name ${name} already exists in gateway ${gatewayId}.`);
    }
    const begun: Target = {
      credentialProviderConfigurations: [],
      ...rest,
      ...{ name, targetId, gatewayId, gatewayArn },
      status: 'CREATING',
      createdAt: call.now(),
      updatedAt: call.now(),
    };
    settle(call, begun);
    return begun;
  },

  GetGatewayTarget: (input, call) => find(call, input.gatewayIdentifier, input.targetId),

  ListGatewayTargets(input, call) {
    const { gatewayId } = findGateway(call, input.gatewayIdentifier);
    const { page, nextToken } = restPage(ofGateway(call, gatewayId), input);
    return { items: page, nextToken };
  },

  UpdateGatewayTarget(input, call) {
    const { gatewayIdentifier, ...rest } = input;
    const { gatewayId, gatewayArn, name, createdAt } = find(call, gatewayIdentifier, input.targetId);
    const begun: Target = {
      name,
      credentialProviderConfigurations: [],
      ...rest,
      ...{ gatewayId, gatewayArn, createdAt },
      status: 'UPDATING',
      updatedAt: call.now(),
    };
    settle(call, begun);
    return begun;
  },

  DeleteGatewayTarget(input, call) {
    const current = find(call, input.gatewayIdentifier, input.targetId);
    const leaving: Target = { ...current, status: 'DELETING', updatedAt: call.now() };
    targets.put(call, keyOf(current), leaving, { afterMs: BUILD_MS, become: () => undefined });
    return { gatewayArn: current.gatewayArn, targetId: input.targetId, status: 'DELETING' as const };
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock-agentcore-control')>;

function keyOf(target: { gatewayId: string; targetId: string }): string {
  return `${target.gatewayId}/${target.targetId}`;
}

function settle(call: Call, begun: Target): void {
  targets.put(call, keyOf(begun), begun, {
    afterMs: BUILD_MS,
    become: (at) => ({ ...begun, status: 'READY', updatedAt: at }),
  });
}

function find(call: Call, gatewayIdentifier: string, targetId: string): Target {
  const { gatewayId } = findGateway(call, gatewayIdentifier);
  const found = targets.get(call, keyOf({ gatewayId, targetId }));
  if (found === undefined)
    throw resourceNotFound(`Target ${targetId} was not found in gateway ${gatewayId}.`);
  return found;
}

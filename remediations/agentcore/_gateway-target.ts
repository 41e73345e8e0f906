import type {
  GetGatewayTargetCommandInput,
  UpdateGatewayTargetCommandInput,
} from '@aws-sdk/client-bedrock-agentcore-control';
import type { ResourceRef } from '../../resources/resource.ts';
import { apiCall } from '../remediation.ts';
import type { Whole } from './_whole.ts';

type Named = 'gatewayIdentifier' | 'targetId';
type Member = Exclude<keyof UpdateGatewayTargetCommandInput, Named>;

/** What every remediation that writes a target needs and rests on. */
export const TARGET_PERMISSIONS = [
  'bedrock-agentcore:GetGatewayTarget',
  'bedrock-agentcore:UpdateGatewayTarget',
] as const;

export const TARGET_REFERENCE =
  'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_UpdateGatewayTarget.html';

export function targetOf({ id: targetId, parent }: ResourceRef): Whole<Member> {
  const gateway = parent?.['gatewayIdentifier'] ?? parent?.['GatewayIdentifier'] ?? '';
  const ids = { gatewayIdentifier: gateway.split('/').at(-1) ?? '', targetId };
  return {
    noun: 'the target',
    // The compiler asks for each that the SDK has.
    members: {
      credentialProviderConfigurations: true,
      description: true,
      metadataConfiguration: true,
      name: true,
      privateEndpoint: true,
      targetConfiguration: true,
    },
    get: apiCall<GetGatewayTargetCommandInput>('bedrock-agentcore-control', 'GetGatewayTarget', ids),
    update: ({ credentialProviderConfigurations: providers, ...asked }) =>
      apiCall<UpdateGatewayTargetCommandInput>('bedrock-agentcore-control', 'UpdateGatewayTarget', {
        ...ids,
        ...(asked as unknown as Omit<UpdateGatewayTargetCommandInput, Named>),
        // None is answered as an empty list, and the API takes none.
        ...(Array.isArray(providers) &&
          providers.length > 0 && {
            credentialProviderConfigurations: providers as unknown as NonNullable<
              UpdateGatewayTargetCommandInput['credentialProviderConfigurations']
            >,
          }),
      }),
    never: ['FAILED', 'DELETING', 'UPDATE_UNSUCCESSFUL', 'SYNCHRONIZE_UNSUCCESSFUL'],
  };
}

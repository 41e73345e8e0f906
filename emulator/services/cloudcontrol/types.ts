import type { Call } from '../../service.ts';

export type Properties = Record<string, unknown>;

/** One type of the registry, as far as Cloud Control treats it in its own way. */
export interface TypeModel {
  /** Properties of its primary identifier, in order. */
  identifier: readonly string[];
  /** What the service adds to what was asked for. */
  made?(desired: Properties, call: Call): Properties;
  /** Properties that no read gives back. */
  writeOnly?: readonly string[];
  /** What a list must be told. */
  listNeeds?: readonly string[];
}

const arn = ({ partition, region, account }: Call, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

/** By name, from the types' schemas in the CloudFormation registry. */
export const typeModels: Record<string, TypeModel> = {
  'AWS::Kendra::Index': {
    identifier: ['Id'],
    made(_desired, call) {
      const Id = call.world.ids.uuid();
      return { Id, Arn: arn(call, 'kendra', `index/${Id}`) };
    },
  },
  'AWS::QBusiness::Application': {
    identifier: ['ApplicationId'],
    made(_desired, call) {
      const ApplicationId = call.world.ids.uuid();
      const at = call.now().toISOString();
      const ApplicationArn = arn(call, 'qbusiness', `application/${ApplicationId}`);
      return { ApplicationId, ApplicationArn, Status: 'ACTIVE', CreatedAt: at, UpdatedAt: at };
    },
    writeOnly: ['IdentityCenterInstanceArn'],
  },
};

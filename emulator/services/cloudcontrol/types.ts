import type { Call } from '../../service.ts';
import { bedrockModels } from './types/bedrock.ts';
import { otherModels } from './types/others.ts';
import { sagemakerModels } from './types/sagemaker.ts';

export type Properties = Record<string, unknown>;

/** One type of the registry, as far as Cloud Control treats it in its own way. */
export interface TypeModel {
  /** Properties of its primary identifier, in order. */
  identifier: readonly string[];
  /** What the service adds to what was asked for. */
  made?(desired: Properties, call: Call): Properties;
  /** What the service tells of it now, where its own calls change it past Cloud Control. */
  shown?(stored: Properties, call: Call): Properties;
  /** Properties that no read gives back. */
  writeOnly?: readonly string[];
  /** What a list must be told. */
  listNeeds?: readonly string[];
}

/** By name, from the types' schemas in the CloudFormation registry. */
export const typeModels: Record<string, TypeModel> = { ...bedrockModels, ...otherModels, ...sagemakerModels };

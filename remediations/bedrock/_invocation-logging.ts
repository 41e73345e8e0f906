import type {
  GetModelInvocationLoggingConfigurationCommandInput,
  LoggingConfig,
  PutModelInvocationLoggingConfigurationCommandInput,
} from '@aws-sdk/client-bedrock';
import type { JsonObject } from '../../resources/resource.ts';
import { answers, apiCall, type Change, type Condition, change } from '../remediation.ts';

/** All that can be logged. */
export const EVERYTHING = {
  audioDataDeliveryEnabled: true,
  embeddingDataDeliveryEnabled: true,
  imageDataDeliveryEnabled: true,
  textDataDeliveryEnabled: true,
  videoDataDeliveryEnabled: true,
} as const satisfies LoggingConfig;

export const getLogging = () =>
  apiCall<GetModelInvocationLoggingConfigurationCommandInput>(
    'bedrock',
    'GetModelInvocationLoggingConfiguration',
    {},
  );

/** Replaces the whole configuration. */
export const putLogging = (loggingConfig: JsonObject, expect: Condition['expect']) => ({
  call: apiCall<PutModelInvocationLoggingConfigurationCommandInput>(
    'bedrock',
    'PutModelInvocationLoggingConfiguration',
    {
      loggingConfig: loggingConfig as PutModelInvocationLoggingConfigurationCommandInput['loggingConfig'],
    },
  ),
  until: answers(getLogging(), expect),
});

/** What becomes of the flags, under the names that rules observe. */
export const changesOfFlags = (before: JsonObject, after: JsonObject): readonly Change[] =>
  Object.keys(EVERYTHING).map((flag) =>
    change(`${flag[0]?.toUpperCase()}${flag.slice(1)}`, before[flag], after[flag]),
  );

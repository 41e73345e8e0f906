import type { LoggingConfig } from '@aws-sdk/client-bedrock';
import type { Operations } from '../../service.ts';
import { createTable } from '../../table.ts';

// One an account and Region.
const configurations = createTable<LoggingConfig>();
const ONLY = 'loggingConfig';

export const invocationLogging = {
  PutModelInvocationLoggingConfiguration(input, call) {
    configurations.put(call, ONLY, {
      // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_LoggingConfig.html
      textDataDeliveryEnabled: true,
      imageDataDeliveryEnabled: true,
      embeddingDataDeliveryEnabled: true,
      videoDataDeliveryEnabled: true,
      audioDataDeliveryEnabled: true,
      ...input.loggingConfig,
    });
    return {};
  },

  GetModelInvocationLoggingConfiguration: (_input, call) => ({
    loggingConfig: configurations.get(call, ONLY),
  }),

  DeleteModelInvocationLoggingConfiguration(_input, call) {
    configurations.delete(call, ONLY);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-bedrock')>;

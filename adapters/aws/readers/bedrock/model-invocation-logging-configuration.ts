import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader } from '../../reader.ts';

const type = 'AWS::Bedrock::ModelInvocationLoggingConfiguration';

export default defineReader({
  type,
  actions: ['bedrock:GetModelInvocationLoggingConfiguration'],
  async read({ ref, aws, ask }) {
    const { BedrockClient, GetModelInvocationLoggingConfigurationCommand } = await import(
      '../../clients/bedrock.ts'
    );
    const client = aws.client(BedrockClient, ref.region);
    const { loggingConfig } = await ask('bedrock:GetModelInvocationLoggingConfiguration', () =>
      client.send(new GetModelInvocationLoggingConfigurationCommand({})),
    );
    // It always exists: where logging is off, nothing is in it.
    return { properties: toCloudFormation(loggingConfig ?? {}, type) };
  },
});

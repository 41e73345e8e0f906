import type {
  DeleteModelInvocationLoggingConfigurationCommandInput,
  GetModelInvocationLoggingConfigurationCommandInput,
  PutModelInvocationLoggingConfigurationCommandInput,
} from '@aws-sdk/client-bedrock';
import type { Json, JsonObject } from '../../resources/resource.ts';
import { answers, apiCall, change, defineRemediation, draft, refuse } from '../remediation.ts';

export default defineRemediation({
  id: 'bedrock-invocation-logging-enabled',
  title: 'Log every model invocation to the bucket that the settings name',
  resourceType: 'AWS::Bedrock::ModelInvocationLoggingConfiguration',
  repairs: ['bedrock-invocation-logging-enabled'],
  risk: 'disruptive',
  breaks:
    'No call fails. From now on the bucket holds every prompt and answer of the Region, whoever they are about: its readers, ' +
    'its key and its retention must suit that. The bucket’s policy must let bedrock.amazonaws.com put objects.',
  permissions: [
    'bedrock:DeleteModelInvocationLoggingConfiguration',
    'bedrock:GetModelInvocationLoggingConfiguration',
    'bedrock:PutModelInvocationLoggingConfiguration',
  ],
  references: ['https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html'],

  async read(_ref, ask) {
    const { loggingConfig } = await ask(get());
    return { loggingConfig };
  },

  plan({ before: { loggingConfig }, options: { invocationLogging } }) {
    if (!invocationLogging)
      return refuse('the settings name no bucket for the invocation logs of this Region');
    const s3Config = { keyPrefix: '', ...invocationLogging };
    const wanted: JsonObject = { ...ALL, ...(loggingConfig as JsonObject | undefined), s3Config };
    const undo = loggingConfig ? putting(loggingConfig as JsonObject) : deleting;
    const flags = Object.keys(ALL).map((flag) =>
      change(pascal(flag), Reflect.get(Object(loggingConfig), flag), wanted[flag]),
    );
    const had = Object(Reflect.get(Object(loggingConfig), 's3Config'));
    const destination = [
      change('S3Config.BucketName', Reflect.get(had, 'bucketName'), s3Config.bucketName),
      change('S3Config.KeyPrefix', Reflect.get(had, 'keyPrefix'), s3Config.keyPrefix),
    ];
    return draft([...destination, ...flags], [{ ...putting(wanted), undo }]);
  },
});

/** What Bedrock takes where nothing is said: everything. */
const ALL = {
  embeddingDataDeliveryEnabled: true,
  imageDataDeliveryEnabled: true,
  textDataDeliveryEnabled: true,
  videoDataDeliveryEnabled: true,
} as const;

const pascal = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`;

const get = () =>
  apiCall<GetModelInvocationLoggingConfigurationCommandInput>(
    'bedrock',
    'GetModelInvocationLoggingConfiguration',
    {},
  );

const putting = (loggingConfig: JsonObject) => ({
  call: apiCall<PutModelInvocationLoggingConfigurationCommandInput>(
    'bedrock',
    'PutModelInvocationLoggingConfiguration',
    {
      loggingConfig: loggingConfig as PutModelInvocationLoggingConfigurationCommandInput['loggingConfig'],
    },
  ),
  until: answers(get(), { 'loggingConfig.s3Config': [(loggingConfig['s3Config'] ?? null) as Json] }),
});

const deleting = {
  call: apiCall<DeleteModelInvocationLoggingConfigurationCommandInput>(
    'bedrock',
    'DeleteModelInvocationLoggingConfiguration',
    {},
  ),
  until: answers(get(), { loggingConfig: [null] }),
};

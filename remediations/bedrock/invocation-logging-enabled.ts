import type { DeleteModelInvocationLoggingConfigurationCommandInput } from '@aws-sdk/client-bedrock';
import type { JsonObject } from '../../resources/resource.ts';
import { answers, apiCall, change, defineRemediation, draft, refuse } from '../remediation.ts';
import { changesOfFlags, EVERYTHING, getLogging, putLogging } from './_invocation-logging.ts';

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
    const { loggingConfig } = await ask(getLogging());
    return { loggingConfig };
  },

  plan({ before: { loggingConfig }, options: { invocationLogging } }) {
    if (!invocationLogging)
      return refuse('the settings name no bucket for the invocation logs of this Region');
    const s3Config = { keyPrefix: '', ...invocationLogging };
    const before = (loggingConfig ?? {}) as JsonObject;
    const wanted: JsonObject = { ...EVERYTHING, ...before, s3Config };
    const undo = loggingConfig ? putting(before) : deleting;
    const had = Object(before['s3Config']);
    const destination = [
      change('S3Config.BucketName', Reflect.get(had, 'bucketName'), s3Config.bucketName),
      change('S3Config.KeyPrefix', Reflect.get(had, 'keyPrefix'), s3Config.keyPrefix),
    ];
    return draft([...destination, ...changesOfFlags(before, wanted)], [{ ...putting(wanted), undo }]);
  },
});

const deleting = {
  call: apiCall<DeleteModelInvocationLoggingConfigurationCommandInput>(
    'bedrock',
    'DeleteModelInvocationLoggingConfiguration',
    {},
  ),
  until: answers(getLogging(), { loggingConfig: [null] }),
};

const putting = (config: JsonObject) =>
  putLogging(config, { 'loggingConfig.s3Config': [config['s3Config'] ?? null] });

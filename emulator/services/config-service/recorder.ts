import type { ConfigurationItem, RecorderStatus, ResourceType } from '@aws-sdk/client-config-service';
import { AwsError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { type ConfigItem, keyOf, recordingOf } from './_shared.ts';

export const recorderOperations = {
  PutConfigurationRecorder(input, call) {
    const recording = recordingOf(call.world, call.scope);
    const given = input.ConfigurationRecorder;
    recording.recorder = {
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: false },
      ...given,
      name: given.name ?? 'default',
      isOn: recording.recorder?.isOn ?? false,
    };
    return {};
  },

  DescribeConfigurationRecorders(_input, call) {
    const { recorder } = recordingOf(call.world, call.scope);
    return { ConfigurationRecorders: recorder === undefined ? [] : [recorder] };
  },

  DescribeConfigurationRecorderStatus(_input, call) {
    const { recorder } = recordingOf(call.world, call.scope);
    if (recorder === undefined) return { ConfigurationRecordersStatus: [] };
    const lastStatus: RecorderStatus = recorder.isOn ? 'Success' : 'Pending';
    return { ConfigurationRecordersStatus: [{ name: recorder.name, recording: recorder.isOn, lastStatus }] };
  },

  StartConfigurationRecorder(input, call) {
    find(call, input.ConfigurationRecorderName).isOn = true;
    return {};
  },

  StopConfigurationRecorder(input, call) {
    find(call, input.ConfigurationRecorderName).isOn = false;
    return {};
  },

  GetResourceConfigHistory(input, call) {
    const { resourceType, resourceId, laterTime, earlierTime, chronologicalOrder } = input;
    const history = recordingOf(call.world, call.scope).items.get(keyOf(resourceType, resourceId));
    if (history === undefined) {
      throw new AwsError(
        'ResourceNotDiscoveredException',
        `Resource ${resourceId} of resourceType:${resourceType} is unknown or has not been discovered`,
      );
    }
    const within = history.filter(({ configurationItemCaptureTime: captured }) => {
      const at = new Date(captured);
      return (laterTime === undefined || at <= laterTime) && (earlierTime === undefined || at >= earlierTime);
    });
    const { rows, next } = pageOf(chronologicalOrder === 'Forward' ? within : within.toReversed(), {
      token: input.nextToken,
      size: input.limit,
      defaultSize: 10,
      invalidTokenCode: 'InvalidNextTokenException',
    });
    return { configurationItems: rows.map((item) => inApiWords(item, resourceType)), nextToken: next };
  },
} satisfies Operations<typeof import('@aws-sdk/client-config-service')>;

function find(call: Call, name: string) {
  const { recorder } = recordingOf(call.world, call.scope);
  if (recorder?.name === name) return recorder;
  throw new AwsError(
    'NoSuchConfigurationRecorderException',
    `Cannot find configuration recorder with the specified name '${name}'.`,
  );
}

// The API and the notification call the same members differently.
function inApiWords(item: ConfigItem, resourceType: ResourceType): ConfigurationItem {
  return {
    version: '1.3',
    accountId: item.awsAccountId,
    configurationItemCaptureTime: new Date(item.configurationItemCaptureTime),
    configurationItemStatus: item.configurationItemStatus,
    configurationStateId: item.configurationStateId,
    arn: item.ARN,
    resourceType,
    resourceId: item.resourceId,
    resourceName: item.resourceName,
    awsRegion: item.awsRegion,
    tags: item.tags,
    configuration: JSON.stringify(item.configuration),
  };
}

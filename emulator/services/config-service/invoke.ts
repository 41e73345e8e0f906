import type { World } from '../../world.ts';
import { type ConfigItem, keyOf, type Recording, recordingOf, type StoredRule } from './_shared.ts';

// The most that an asynchronous invocation of Lambda carries.
const MAX_BYTES = 256 * 1024;

type Given = Omit<
  ConfigItem,
  | 'configurationStateId'
  | 'configurationItemCaptureTime'
  | 'awsAccountId'
  | 'awsRegion'
  | 'tags'
  | 'relationships'
> &
  Partial<Pick<ConfigItem, 'configurationItemCaptureTime' | 'tags' | 'relationships'>> & {
    account: string;
    region: string;
  };

/**
 * Lets AWS Config record what a resource is now, and wakes the rules that wait for its type. False: no recorder is on
 * that records it.
 */
export function recordConfigurationItem(world: World, { account, region, ...given }: Given): boolean {
  const recording = recordingOf(world, { account, region });
  if (!isRecorded(recording, given.resourceType)) return false;
  const history = recording.items.get(keyOf(given.resourceType, given.resourceId)) ?? [];
  const item: ConfigItem = {
    configurationItemCaptureTime: world.clock.now().toISOString(),
    configurationStateId: String(world.clock.ms()),
    awsAccountId: account,
    awsRegion: region,
    tags: {},
    relationships: [],
    ...given,
  };
  recording.items.set(keyOf(item.resourceType, item.resourceId), [...history, item]);
  for (const stored of recording.rules.values()) {
    if (isInScope(stored, item)) notify(world, recording, { stored, item });
  }
  return true;
}

function isRecorded({ recorder }: Recording, type: string): boolean {
  if (recorder?.isOn !== true) return false;
  const { allSupported, resourceTypes, exclusionByResourceTypes } = recorder.recordingGroup ?? {
    allSupported: true,
  };
  if (exclusionByResourceTypes?.resourceTypes?.some((excluded) => excluded === type)) return false;
  return allSupported === true || (resourceTypes ?? []).some((recorded) => recorded === type);
}

/** Runs a rule as it would run by itself: on every item in its scope, on its schedule, or on both. */
export function trigger(world: World, recording: Recording, stored: StoredRule): void {
  for (const history of recording.items.values()) {
    const item = history.at(-1);
    if (item !== undefined && isInScope(stored, item)) notify(world, recording, { stored, item });
  }
  if (messageTypes(stored).has('ScheduledNotification')) {
    invoke(world, recording, {
      stored,
      invokingEvent: { messageType: 'ScheduledNotification', awsAccountId: recording.scope.account },
    });
  }
}

/** Runs every rule that has a schedule, as the passing of its period would. */
export function invokePeriodicRules(world: World, account: string, region: string): void {
  const recording = recordingOf(world, { account, region });
  for (const stored of recording.rules.values()) {
    if (messageTypes(stored).has('ScheduledNotification')) trigger(world, recording, stored);
  }
}

function messageTypes({ rule }: StoredRule): Set<string | undefined> {
  return new Set(rule.Source?.SourceDetails?.map(({ MessageType }) => MessageType));
}

function isInScope(stored: StoredRule, item: ConfigItem): boolean {
  const { ComplianceResourceTypes: types, ComplianceResourceId: id } = stored.rule.Scope ?? {};
  const isAwaited = messageTypes(stored).has('ConfigurationItemChangeNotification');
  const isOfType = types === undefined || types.length === 0 || types.includes(item.resourceType);
  return isAwaited && isOfType && (id === undefined || id === item.resourceId);
}

function notify(
  world: World,
  recording: Recording,
  { stored, item }: { stored: StoredRule; item: ConfigItem },
): void {
  const whole = {
    messageType: 'ConfigurationItemChangeNotification',
    configurationItemDiff: null,
    configurationItem: item,
  };
  const isOversized = Buffer.byteLength(JSON.stringify(whole)) > MAX_BYTES;
  const { tags: _tags, relationships: _relationships, configuration: _configuration, ...summary } = item;
  invoke(world, recording, {
    stored,
    invokingEvent: isOversized
      ? {
          messageType: 'OversizedConfigurationItemChangeNotification',
          configurationItemSummary: { changeType: 'UPDATE', ...summary },
        }
      : whole,
  });
}

function invoke(
  world: World,
  recording: Recording,
  { stored, invokingEvent }: { stored: StoredRule; invokingEvent: object },
): void {
  const { rule } = stored;
  const { account } = recording.scope;
  const invokedAt = world.clock.now();
  const resultToken = world.ids.lower(64);
  recording.tokens.set(resultToken, { rule: rule.ConfigRuleName, invokedAt });
  stored.invokedAt = invokedAt;
  world.functions.invoke(rule.Source?.SourceIdentifier ?? '', {
    version: '1.0',
    invokingEvent: JSON.stringify({
      ...invokingEvent,
      notificationCreationTime: invokedAt.toISOString(),
      recordVersion: '1.3',
    }),
    ruleParameters: rule.InputParameters ?? '{}',
    resultToken,
    eventLeftScope: false,
    executionRoleArn: `arn:${world.partition}:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
    configRuleArn: rule.ConfigRuleArn,
    configRuleName: rule.ConfigRuleName,
    configRuleId: rule.ConfigRuleId,
    accountId: account,
  });
}

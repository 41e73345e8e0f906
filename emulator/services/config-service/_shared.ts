import type { ConfigRule, ConfigurationRecorder, EvaluationResult } from '@aws-sdk/client-config-service';
import { AwsError } from '../../errors.ts';
import type { Call } from '../../service.ts';
import type { Scope } from '../../table.ts';
import type { World } from '../../world.ts';

/** What AWS Config keeps of one account in one Region; it changes in place. */
export interface Recording {
  readonly scope: Scope;
  recorder: (ConfigurationRecorder & { isOn: boolean }) | undefined;
  readonly rules: Map<string, StoredRule>;
  /** Histories of resources, oldest first, by type and id. */
  readonly items: Map<string, ConfigItem[]>;
  readonly tokens: Map<string, { rule: string; invokedAt: Date }>;
  lastStartMs: number | undefined;
}

export interface StoredRule {
  rule: ConfigRule & { ConfigRuleName: string; ConfigRuleArn: string; ConfigRuleId: string };
  /** By type and id. */
  readonly results: Map<string, EvaluationResult>;
  invokedAt: Date | undefined;
  evaluatedAt: Date | undefined;
}

/** A configuration item in the words of a notification. */
export interface ConfigItem {
  configurationItemCaptureTime: string;
  configurationItemStatus:
    | 'OK'
    | 'ResourceDiscovered'
    | 'ResourceDeleted'
    | 'ResourceNotRecorded'
    | 'ResourceDeletedNotRecorded';
  configurationStateId: string;
  awsAccountId: string;
  awsRegion: string;
  resourceType: string;
  resourceId: string;
  resourceName?: string;
  ARN: string;
  tags: Record<string, string>;
  relationships: readonly object[];
  configuration: object;
}

const recordings = new WeakMap<Scope, Recording>();

export function recordingOf(world: World, { account, region }: Scope): Recording {
  const scope = world.scope(account, region);
  const known = recordings.get(scope);
  if (known !== undefined) return known;
  const made: Recording = {
    scope,
    recorder: undefined,
    rules: new Map(),
    items: new Map(),
    tokens: new Map(),
    lastStartMs: undefined,
  };
  recordings.set(scope, made);
  return made;
}

export function findRule({ world, scope }: Call, name: string): StoredRule {
  const found = recordingOf(world, scope).rules.get(name);
  if (found !== undefined) return found;
  throw new AwsError(
    'NoSuchConfigRuleException',
    `The ConfigRule '${name}' provided in the request is invalid. Please check the configRule name`,
  );
}

export function keyOf(type = '', id = ''): string {
  return `${type}\n${id}`;
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}

export function tooLong(member: string, limit: number): AwsError {
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${limit}`,
    400,
  );
}

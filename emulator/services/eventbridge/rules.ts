import type { RuleState } from '@aws-sdk/client-eventbridge';
import { AwsError, EmulatorError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { connectTrail, findBus, type Rule, type StoredTarget } from './_shared.ts';
import { readPattern } from './pattern.ts';

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
const MAX_PATTERN_LENGTH = 2048;
const MAX_TARGETS = 5;

export const rules = {
  PutRule(input, call) {
    const { Name: name, EventPattern: pattern, ScheduleExpression } = input;
    if (ScheduleExpression !== undefined) {
      throw new EmulatorError("the emulator's EventBridge runs no schedules: invoke what they would start");
    }
    if (pattern === undefined) {
      throw new AwsError(
        'ValidationException',
        'Parameter(s) EventPattern or ScheduleExpression must be specified.',
        400,
      );
    }
    if (pattern.length > MAX_PATTERN_LENGTH) {
      throw new AwsError(
        'LimitExceededException',
        `Event pattern exceeds ${MAX_PATTERN_LENGTH} characters.`,
        400,
      );
    }
    const bus = findBus(call.world, call.scope, input.EventBusName);
    const arn = call.arn(bus.name === 'default' ? `rule/${name}` : `rule/${bus.name}/${name}`);
    bus.rules.set(name, {
      arn,
      name,
      pattern,
      matches: readPattern(pattern),
      state: input.State ?? 'ENABLED',
      description: input.Description,
      roleArn: input.RoleArn,
      targets: bus.rules.get(name)?.targets ?? new Map(),
    });
    connectTrail(call.world);
    return { RuleArn: arn };
  },

  DescribeRule(input, call) {
    const { bus, rule } = find(call, input.EventBusName, input.Name);
    return { ...shown(rule), EventBusName: bus.name };
  },

  ListRules(input, call) {
    const { NamePrefix: prefix = '' } = input;
    const bus = findBus(call.world, call.scope, input.EventBusName);
    const found = [...bus.rules.values()].filter(({ name }) => name.startsWith(prefix));
    const { rows, next } = pageOf(found, { token: input.NextToken, size: input.Limit, defaultSize: 100 });
    return { Rules: rows.map((rule) => ({ ...shown(rule), EventBusName: bus.name })), NextToken: next };
  },

  EnableRule(input, call) {
    find(call, input.EventBusName, input.Name).rule.state = 'ENABLED';
    return {};
  },

  DisableRule(input, call) {
    find(call, input.EventBusName, input.Name).rule.state = 'DISABLED';
    return {};
  },

  DeleteRule(input, call) {
    const bus = findBus(call.world, call.scope, input.EventBusName);
    if ((bus.rules.get(input.Name)?.targets.size ?? 0) > 0) {
      throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.", 400);
    }
    bus.rules.delete(input.Name);
    return {};
  },

  PutTargets(input, call) {
    const { rule } = find(call, input.EventBusName, input.Rule);
    const given = input.Targets.map((target) => stored(target));
    const ids = new Set([...rule.targets.keys(), ...given.map(({ Id }) => Id)]);
    if (ids.size > MAX_TARGETS) {
      throw new AwsError(
        'LimitExceededException',
        'The requested resource exceeds the maximum number allowed.',
        400,
      );
    }
    for (const target of given) rule.targets.set(target.Id, target);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },

  RemoveTargets(input, call) {
    const { rule } = find(call, input.EventBusName, input.Rule);
    const missing = input.Ids.filter((id) => !rule.targets.delete(id));
    return {
      FailedEntryCount: missing.length,
      FailedEntries: missing.map((TargetId) => ({
        TargetId,
        ErrorCode: 'ResourceNotFoundException',
        ErrorMessage: `Rule ${rule.name} has no target ${TargetId}.`,
      })),
    };
  },

  ListTargetsByRule(input, call) {
    const { rule } = find(call, input.EventBusName, input.Rule);
    return { Targets: [...rule.targets.values()] };
  },
} satisfies Operations<typeof import('@aws-sdk/client-eventbridge')>;

function find(call: Call, busName: string | undefined, name: string) {
  const bus = findBus(call.world, call.scope, busName);
  const rule = bus.rules.get(name);
  if (rule !== undefined) return { bus, rule };
  throw new AwsError(
    'ResourceNotFoundException',
    `Rule ${name} does not exist on EventBus ${bus.name}.`,
    400,
  );
}

function shown(rule: Rule) {
  const { name: Name, arn: Arn, pattern: EventPattern, description: Description, roleArn: RoleArn } = rule;
  const State: RuleState = rule.state;
  return { Name, Arn, EventPattern, State, Description, RoleArn };
}

const DELIVERED = ['sqs', 'events', 'lambda', 'states'];

function stored(target: { Id: string | undefined; Arn: string | undefined }): StoredTarget {
  const { Id = '', Arn = '' } = target;
  const service = Arn.split(':')[2] ?? '';
  if (!DELIVERED.includes(service)) {
    throw new EmulatorError(`the emulator's EventBridge delivers to ${DELIVERED.join(', ')}, not to ${Arn}`);
  }
  return { ...target, Id, Arn };
}

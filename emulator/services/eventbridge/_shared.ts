import type { Target } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../errors.ts';
import type { Scope } from '../../table.ts';
import type { TrailRecord } from '../../trail.ts';
import type { World } from '../../world.ts';
import { queueByArn, send } from '../sqs/_shared.ts';
import { inputOf } from './input.ts';
import type { Matcher } from './pattern.ts';

/** An event as targets get it. */
export interface BusEvent {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
}

export interface Bus {
  readonly name: string;
  readonly arn: string;
  readonly rules: Map<string, Rule>;
}

export interface Rule {
  readonly arn: string;
  readonly name: string;
  pattern: string;
  matches: Matcher;
  state: 'ENABLED' | 'DISABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  description: string | undefined;
  roleArn: string | undefined;
  readonly targets: Map<string, StoredTarget>;
}

export type StoredTarget = Target & { Id: string; Arn: string };

const scopes = new WeakMap<Scope, Map<string, Bus>>();

/** The buses of an account and Region by name; `default` is always there. */
export function busesOf(world: World, scope: Scope): Map<string, Bus> {
  const known = scopes.get(scope);
  if (known !== undefined) return known;
  const { account, region } = scope;
  const arn = `arn:${world.partition}:events:${region}:${account}:event-bus/default`;
  const made = new Map([['default', { name: 'default', arn, rules: new Map() }]]);
  scopes.set(scope, made);
  return made;
}

/** A bus by name or ARN. */
export function findBus(world: World, scope: Scope, nameOrArn = 'default'): Bus {
  const [, , , region, account, resource] = nameOrArn.split(':');
  const name = resource?.replace(/^event-bus\//, '') ?? nameOrArn;
  const place = region !== undefined && account !== undefined ? world.scope(account, region) : scope;
  const bus = busesOf(world, place).get(name);
  if (bus !== undefined) return bus;
  throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`, 400);
}

interface Given {
  source: string;
  'detail-type': string;
  detail: unknown;
  account: string;
  region: string;
  resources?: string[];
  /** Name or ARN; default: the default bus. */
  bus?: string;
  time?: Date;
}

/** Puts an event on a bus, as a service of AWS does; answers the event's id. */
export function publishEvent(world: World, given: Given): string {
  const { account, region } = given;
  const event: BusEvent = {
    version: '0',
    id: world.ids.uuid(),
    'detail-type': given['detail-type'],
    source: given.source,
    account,
    time: (given.time ?? world.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: given.resources ?? [],
    detail: given.detail,
  };
  deliver(world, findBus(world, world.scope(account, region), given.bus), event);
  return event.id;
}

function deliver(world: World, bus: Bus, event: BusEvent, path: readonly Bus[] = []): void {
  for (const rule of bus.rules.values()) {
    if (!isAwake(rule, event) || !rule.matches(event)) continue;
    for (const target of rule.targets.values())
      deliverTo(world, { rule, target, event, path: [...path, bus] });
  }
}

// Read-only management events pass only by a rule that says so:
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
function isAwake({ state }: Rule, { detail, ...event }: BusEvent): boolean {
  const isTrail = event['detail-type'] === 'AWS API Call via CloudTrail';
  const isRead =
    isTrail && typeof detail === 'object' && detail !== null && Reflect.get(detail, 'readOnly') === true;
  return state === 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' || (state === 'ENABLED' && !isRead);
}

interface Delivery {
  rule: Rule;
  target: StoredTarget;
  event: BusEvent;
  path: readonly Bus[];
}

function deliverTo(world: World, { rule, target, event, path }: Delivery): void {
  const { Arn, DeadLetterConfig, SqsParameters } = target;
  const service = Arn.split(':')[2];
  if (service === 'events') {
    const bus = findBus(world, world.scope(event.account, event.region), Arn);
    // An event does not come by the same bus twice.
    if (!path.includes(bus)) deliver(world, bus, event, path);
    return;
  }
  const input = inputOf(target, rule, event);
  if (service === 'sqs') {
    const queue = queueByArn(world, Arn);
    const dead = DeadLetterConfig?.Arn === undefined ? undefined : queueByArn(world, DeadLetterConfig.Arn);
    const to = queue ?? dead;
    if (to !== undefined)
      send(world, to, {
        body: input,
        senderId: 'events.amazonaws.com',
        groupId: SqsParameters?.MessageGroupId,
      });
    return;
  }
  world.functions.invoke(Arn, JSON.parse(input));
}

const connected = new WeakSet<World>();

/** Lets CloudTrail's records reach the default bus of the account and Region they speak of. */
export function connectTrail(world: World): void {
  if (connected.has(world)) return;
  connected.add(world);
  world.onEvent((record: TrailRecord) => {
    publishEvent(world, {
      source: `aws.${record.eventSource.replace('.amazonaws.com', '')}`,
      'detail-type': 'AWS API Call via CloudTrail',
      account: record.recipientAccountId,
      region: record.awsRegion,
      detail: record,
    });
  });
}

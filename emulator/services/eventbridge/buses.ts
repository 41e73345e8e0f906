import { AwsError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import type { Operations } from '../../service.ts';
import { busesOf, findBus } from './_shared.ts';

export const buses = {
  CreateEventBus(input, call) {
    const { Name: name } = input;
    const own = busesOf(call.world, call.scope);
    if (own.has(name)) {
      throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`, 400);
    }
    const arn = call.arn(`event-bus/${name}`);
    own.set(name, { name, arn, rules: new Map() });
    return { EventBusArn: arn };
  },

  DescribeEventBus(input, call) {
    const { name, arn } = findBus(call.world, call.scope, input.Name);
    return { Name: name, Arn: arn };
  },

  ListEventBuses(input, call) {
    const { NamePrefix: prefix = '' } = input;
    const found = [...busesOf(call.world, call.scope).values()].filter(({ name }) => name.startsWith(prefix));
    const { rows, next } = pageOf(found, { token: input.NextToken, size: input.Limit, defaultSize: 100 });
    return { EventBuses: rows.map(({ name, arn }) => ({ Name: name, Arn: arn })), NextToken: next };
  },

  DeleteEventBus(input, call) {
    const own = busesOf(call.world, call.scope);
    if (input.Name === 'default')
      throw new AwsError('ValidationException', 'Cannot delete event bus default.', 400);
    if ((own.get(input.Name)?.rules.size ?? 0) > 0) {
      throw new AwsError('ValidationException', "Event bus can't be deleted since it has rules.", 400);
    }
    own.delete(input.Name);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-eventbridge')>;

import * as z from 'zod/mini';
import type { ConfigRuleSubject } from '../../engine/config-rules.ts';
import type { ConfigItem } from '../../resources/config-item.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { InputError } from '../_runtime/errors.ts';

/** What made AWS Config ask. */
export type Trigger =
  | {
      readonly kind: 'item';
      readonly item: ConfigItem;
      /** The item itself has to be fetched. */
      readonly isSummary: boolean;
    }
  /** `at`: ISO 8601 creation time of the notification, on schedule or on demand, which it does not tell. */
  | { readonly kind: 'scheduled'; readonly at: string };

/** One invocation of a custom rule, as far as it was understood. */
export interface Invocation {
  readonly ruleName: string;
  readonly subject: ConfigRuleSubject;
  /** The account that owns the rule. */
  readonly account: string;
  readonly token: string;
  /** The token of AWS's own rule development kit, which no invocation of AWS Config carries. */
  readonly isTest: boolean;
  readonly hasLeftScope: boolean;
  readonly trigger: Trigger;
}

const text = z.string().check(z.minLength(1));
const time = z.pipe(
  text,
  z.transform((value, { issues }) => {
    const ms = Date.parse(value);
    if (!Number.isNaN(ms)) return new Date(ms).toISOString();
    issues.push({ code: 'custom', message: 'expected a time', input: value });
    return z.NEVER;
  }),
);
const orNothing = z.pipe(
  z.nullish(z.string()),
  z.transform((value) => value || undefined),
);

/** @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_lambda-functions.html */
const eventSchema = z.object({
  invokingEvent: text,
  ruleParameters: z.nullish(z.string()),
  resultToken: text,
  eventLeftScope: z.nullish(z.boolean()),
  configRuleName: text,
  accountId: text,
});

const identity = {
  resourceType: text,
  resourceId: text,
  resourceName: orNothing,
  ARN: orNothing,
  awsAccountId: text,
  awsRegion: text,
  configurationItemCaptureTime: time,
  configurationItemStatus: text,
};
const configuration = z.nullish(z.record(z.string(), z.unknown()));

const invokingSchema = z.discriminatedUnion('messageType', [
  z.object({
    messageType: z.literal('ConfigurationItemChangeNotification'),
    configurationItem: z.object({ ...identity, configuration }),
  }),
  z.object({
    messageType: z.literal('OversizedConfigurationItemChangeNotification'),
    configurationItemSummary: z.object(identity),
  }),
  z.object({ messageType: z.literal('ScheduledNotification'), notificationCreationTime: time }),
]);

const subjectSchema = z.union([z.object({ ruleId: text }), z.object({ type: text })]);

/** Reads what AWS Config invoked the function with. @throws InputError saying what is missing or wrong, and where */
export function invocationOf(event: unknown): Invocation {
  const {
    invokingEvent,
    ruleParameters,
    configRuleName: ruleName,
    ...rest
  } = checked(eventSchema, event, 'the event');
  const of = `of ${ruleName}`;
  const parameters = json(ruleParameters ?? '{}', `the ruleParameters ${of}`);
  return {
    ruleName,
    subject: checked(subjectSchema, parameters, `{"ruleId": …} or {"type": …} in the ruleParameters ${of}`),
    account: rest.accountId,
    token: rest.resultToken,
    isTest: rest.resultToken === 'TESTMODE',
    hasLeftScope: rest.eventLeftScope === true,
    trigger: triggerOf(
      checked(invokingSchema, json(invokingEvent, `the invokingEvent ${of}`), `the invokingEvent ${of}`),
    ),
  };
}

function triggerOf(invoking: z.infer<typeof invokingSchema>): Trigger {
  switch (invoking.messageType) {
    case 'ConfigurationItemChangeNotification': {
      const { configuration: given, ...summary } = invoking.configurationItem;
      return { kind: 'item', isSummary: false, item: itemOf(summary, (given ?? null) as JsonObject | null) };
    }
    case 'OversizedConfigurationItemChangeNotification':
      return { kind: 'item', isSummary: true, item: itemOf(invoking.configurationItemSummary, null) };
    case 'ScheduledNotification':
      return { kind: 'scheduled', at: invoking.notificationCreationTime };
  }
}

const summarySchema = z.object(identity);

const itemOf = (said: z.infer<typeof summarySchema>, given: JsonObject | null): ConfigItem => ({
  type: said.resourceType,
  id: said.resourceId,
  ...(said.resourceName && { name: said.resourceName }),
  ...(said.ARN && { arn: said.ARN }),
  account: said.awsAccountId,
  region: said.awsRegion,
  capturedAt: said.configurationItemCaptureTime,
  status: said.configurationItemStatus,
  configuration: given,
});

function json(value: string, what: string): unknown {
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw new InputError(`${what} is no JSON: ${value.slice(0, 80)}`, { cause });
  }
}

function checked<T>(schema: z.ZodMiniType<T>, value: unknown, what: string): T {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const at = issue?.path.join('.');
  throw new InputError(`${what} cannot be read: ${at ? `${at}: ` : ''}${issue?.message}`);
}

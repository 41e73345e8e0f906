import type { PutEventsRequestEntry, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../errors.ts';
import { struckPart } from '../../partial.ts';
import type { Call, Operations } from '../../service.ts';
import { isRecord } from '../../shapes.ts';
import { publishEvent } from './_shared.ts';
import { readPattern } from './pattern.ts';

export const events = {
  PutEvents(input, call) {
    const { Entries: entries } = input;
    if (entries.length === 0 || entries.length > 10) {
      throw new AwsError(
        'ValidationException',
        `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10 and at least 1, not ${entries.length}`,
        400,
      );
    }
    const results = entries.map((entry) => put(call, entry));
    const FailedEntryCount = results.filter(({ ErrorCode }) => ErrorCode !== undefined).length;
    return { FailedEntryCount, Entries: results };
  },

  TestEventPattern(input) {
    return { Result: readPattern(input.EventPattern)(JSON.parse(input.Event)) };
  },
} satisfies Operations<typeof import('@aws-sdk/client-eventbridge')>;

function put(call: Call, entry: PutEventsRequestEntry): PutEventsResultEntry {
  const { Source, DetailType, Detail, EventBusName, Resources, Time } = entry;
  const fault = struckPart(call, 'Entry', entry);
  if (fault) return failed(fault.name, fault.message);
  if (Source === undefined || DetailType === undefined || Detail === undefined) {
    const missing = Source === undefined ? 'Source' : DetailType === undefined ? 'DetailType' : 'Detail';
    return failed(
      'InvalidArgument',
      `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
    );
  }
  if (Source.startsWith('aws.')) {
    return failed('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  const detail = objectOf(Detail);
  if (detail === undefined) return failed('MalformedDetail', 'Detail is malformed.');
  const EventId = publishEvent(call.world, {
    source: Source,
    'detail-type': DetailType,
    detail,
    account: call.account,
    region: call.region,
    ...(Resources && { resources: Resources }),
    ...(EventBusName !== undefined && { bus: EventBusName }),
    ...(Time && { time: Time }),
  });
  return { EventId };
}

function failed(ErrorCode: string, ErrorMessage: string): PutEventsResultEntry {
  return { ErrorCode, ErrorMessage };
}

function objectOf(detail: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(detail);
    return isRecord(parsed) && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

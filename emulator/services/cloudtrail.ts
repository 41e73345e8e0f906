import type { Event } from '@aws-sdk/client-cloudtrail';
import { AwsError } from '../errors.ts';
import { defineService, type Operations } from '../service.ts';
import type { TrailRecord } from '../trail.ts';

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
const MAX_RESULTS = 50;

const operations = {
  LookupEvents(input, call) {
    const { LookupAttributes = [], MaxResults = MAX_RESULTS } = input;
    if (LookupAttributes.length > 1)
      throw new AwsError('InvalidLookupAttributesException', 'You can only specify one lookup attribute.');
    const [attribute] = LookupAttributes;
    const own = call.world.events.filter(
      (record) => record.recipientAccountId === call.account && record.awsRegion === call.region,
    );
    const found = own.filter(
      (record) => !attribute || matches(record, attribute.AttributeKey, attribute.AttributeValue),
    );
    return { Events: found.toReversed().slice(0, MaxResults).map(eventOf) };
  },
} satisfies Operations<typeof import('@aws-sdk/client-cloudtrail')>;

function matches(record: TrailRecord, key: string | undefined, value: string | undefined): boolean {
  if (key === 'EventName') return record.eventName === value;
  if (key === 'EventSource') return record.eventSource === value;
  if (key !== 'ResourceName') throw new AwsError('InvalidLookupAttributesException', `Unknown key: ${key}`);
  // CloudTrail names a record's resources by what its request and answer name.
  const named = [record.requestParameters, record.responseElements].flatMap((part) =>
    Object.values(part ?? {}),
  );
  return named.some((each) => each === value);
}

const eventOf = (record: TrailRecord): Event => ({
  EventId: record.eventID,
  EventName: record.eventName,
  EventSource: record.eventSource,
  EventTime: new Date(record.eventTime),
  ReadOnly: String(record.readOnly),
  CloudTrailEvent: JSON.stringify(record),
});

export const cloudtrail = defineService({
  name: 'cloudtrail',
  arnPrefix: 'cloudtrail',
  eventSource: 'cloudtrail.amazonaws.com',
  operations,
});

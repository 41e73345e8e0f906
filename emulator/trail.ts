import { userIdentity } from './principals.ts';
import { type Call, isLookup, isReadOnly, type Service } from './service.ts';
import { isRecord, print, shapeOf } from './shapes.ts';

/** A CloudTrail record, as in `Records[]` of a log file and in `detail` of an EventBridge event. */
export interface TrailRecord {
  eventVersion: string;
  userIdentity: Record<string, unknown>;
  eventTime: string;
  eventSource: string;
  eventName: string;
  awsRegion: string;
  sourceIPAddress: string;
  userAgent: string;
  errorCode?: string;
  errorMessage?: string;
  requestParameters: Record<string, unknown> | null;
  responseElements: Record<string, unknown> | null;
  requestID: string;
  eventID: string;
  readOnly: boolean;
  eventType: 'AwsApiCall';
  managementEvent: true;
  recipientAccountId: string;
  eventCategory: 'Management';
}

/** What became of a call: its input, and its output or its error. */
export interface Outcome {
  input: unknown;
  output?: unknown;
  error?: { name: string; message: string };
  /** `[…, input schema, output schema]` of the SDK. */
  schema: readonly unknown[];
}

/** The record that CloudTrail would write of a call. */
export function trailRecord(service: Service, call: Call, outcome: Outcome): TrailRecord {
  const readOnly = isReadOnly(service, call.operation);
  const { error } = outcome;
  return {
    eventVersion: '1.11',
    userIdentity: userIdentity(call.principal),
    eventTime: call
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z'),
    eventSource: service.eventSource,
    eventName: service.recordedAs?.[call.operation] ?? call.operation,
    awsRegion: service.isGlobal === true ? 'us-east-1' : call.region,
    sourceIPAddress: '203.0.113.7',
    userAgent: 'aws-sdk-js/3',
    ...(error === undefined ? {} : { errorCode: error.name, errorMessage: error.message }),
    requestParameters: requestParameters(service, call.operation, outcome),
    responseElements: responseElements(service, call.operation, outcome),
    requestID: call.requestId,
    eventID: call.world.ids.uuid(),
    readOnly,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: call.account,
    eventCategory: 'Management',
  };
}

function requestParameters(
  service: Service,
  operation: string,
  outcome: Outcome,
): Record<string, unknown> | null {
  const parameters = printed(outcome.input, outcome.schema[4]);
  const kept = service.recordedMembers?.[operation];
  const renamed = service.recordedMemberNames;
  if (parameters === null || (kept === undefined && renamed === undefined)) return parameters;
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => kept?.includes(name) ?? true)
      .map(([name, value]) => [renamed?.[name] ?? name, value]),
  );
}

// Lookups carry no response; neither do failures, nor successes that answer nothing.
function responseElements(
  service: Service,
  operation: string,
  outcome: Outcome,
): Record<string, unknown> | null {
  if (isLookup(operation) || service.withoutResponse?.has(operation) || outcome.error !== undefined)
    return null;
  const elements = printed(outcome.output, outcome.schema[5]);
  return elements === null ? null : { ...service.recordedHeaders, ...elements };
}

function printed(value: unknown, schema: unknown): Record<string, unknown> | null {
  const whole = print(value, shapeOf(schema));
  return isRecord(whole) && Object.keys(whole).length > 0 ? whole : null;
}

import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { aiSources, stateConcerns } from '../resources/event-table.ts';
import { definitions } from '../resources/index.ts';
import { eventTable } from '../resources/locate.generated.ts';
import { RUNTIME_CALLS } from '../resources/runtime-calls.ts';

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const MAX_PATTERN_LENGTH = 2048;

type Matchers = NonNullable<EventPattern['detailType']>;

// EventBridge's own operators, which the CDK's types take for text.
const operator = (matcher: object): string[] => [matcher as unknown as string];

const viaCloudTrail: Matchers = operator({ suffix: ' via CloudTrail' });

/** Nobody but AWS may put events of such a source on a bus: a made-up call is none. */
const ofAws: Matchers = operator({ prefix: 'aws.' });

/** Management events: the use of AI is recorded as data, and much of it as management all the same. */
const aiCalls = {
  eventSource: [...aiSources],
  eventName: operator({ 'anything-but': { wildcard: RUNTIME_CALLS } }),
  eventCategory: ['Management', { exists: false }],
};

/** As CloudTrail names refusals, whatever the service. */
const DENIED = ['*AccessDenied*', '*Unauthorized*', '*NotAuthorized*', '*Forbidden*'];

/**
 * Which events of the default bus are for us: name of the rule → its pattern. All write calls of the AI services but
 * the use of AI, whatever verb comes next year; by exact name what changes around them; the services' own events; and
 * refused attempts.
 */
export function changePatterns(): Readonly<Record<string, EventPattern>> {
  return {
    AiWrites: {
      source: ofAws,
      detailType: viaCloudTrail,
      detail: { ...aiCalls, errorCode: [{ exists: false }] },
    },
    ...surroundings(),
    AiStates: {
      source: [...aiSources].map((source) => `aws.${source.split('.')[0]}`),
      detailType: [...stateConcerns.keys()],
    },
    AiDenied: {
      source: ofAws,
      detailType: viaCloudTrail,
      detail: { ...aiCalls, errorCode: DENIED.map((wildcard) => ({ wildcard })) },
    },
  };
}

/** As EventBridge counts it, and as a rule is written in a template. */
export const patternText = ({ detailType, ...rest }: EventPattern): string =>
  JSON.stringify({ ...rest, ...(detailType && { 'detail-type': detailType }) });

interface Calls {
  readonly eventSource: readonly string[];
  readonly eventName: readonly string[];
}

/** IAM, S3, KMS and the like have too many calls to look at all: those that rules depend on, by name. */
function surroundings(): Readonly<Record<string, EventPattern>> {
  const patterns: Calls[][] = [];
  for (const calls of surroundingCalls()) {
    const last = patterns.at(-1);
    const isRoom = last && patternText(surrounding([...last, calls])).length <= MAX_PATTERN_LENGTH;
    if (isRoom) last.push(calls);
    else patterns.push([calls]);
  }
  return Object.fromEntries(patterns.map((calls, index) => [`Surroundings${index + 1}`, surrounding(calls)]));
}

const surrounding = (calls: readonly Calls[]): EventPattern => ({
  source: ofAws,
  detailType: viaCloudTrail,
  detail: { errorCode: [{ exists: false }], ...(calls.length === 1 ? calls[0] : { $or: calls }) },
});

function surroundingCalls(): readonly Calls[] {
  const names = new Map<string, Set<string>>();
  const add = (source: string, name: string) => {
    if (aiSources.has(source)) return;
    names.set(source, (names.get(source) ?? new Set()).add(name));
  };
  for (const [source, events] of Object.entries(eventTable)) {
    for (const name of Object.keys(events)) add(source, name);
  }
  for (const { source, names } of definitions.flatMap(({ events = [] }) => events)) {
    for (const name of names) add(source, name);
  }
  return [...names]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([source, each]) => ({ eventSource: [source], eventName: [...each].toSorted() }));
}

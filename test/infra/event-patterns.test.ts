import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { describe, expect, it } from 'vitest';
import { readPattern } from '../../emulator/services/eventbridge/pattern.ts';
import { typesOf } from '../../engine/config-rules.ts';
import { changePatterns, MAX_PATTERN_LENGTH, patternText } from '../../infra/event-patterns.ts';
import { concernsOf, stateConcerns } from '../../resources/event-table.ts';
import { definitions } from '../../resources/index.ts';
import { eventTable } from '../../resources/locate.generated.ts';
import { RUNTIME_CALLS } from '../../resources/runtime-calls.ts';
import { rules } from '../../rules/index.ts';

const patterns: Readonly<Record<string, EventPattern>> = changePatterns();
const matchers = Object.entries(patterns).map(
  ([name, pattern]) => [name, readPattern(patternText(pattern))] as const,
);

/** Names of the rules that an event matches. */
const matching = (event: object): readonly string[] =>
  matchers.flatMap(([name, matches]) => (matches(event) ? [name] : []));

const call = (eventSource: string, eventName: string, more: object = {}) => ({
  source: `aws.${eventSource.split('.')[0]}`,
  'detail-type': 'AWS API Call via CloudTrail',
  detail: { eventSource, eventName, readOnly: false, eventCategory: 'Management', ...more },
});

/** Every write call that is known, as `[source, name]`. */
const known: readonly (readonly [string, string])[] = [
  ...Object.entries(eventTable).flatMap(([source, events]) =>
    Object.keys(events).map((name) => [source, name] as const),
  ),
  ...definitions.flatMap(({ events = [] }) =>
    events.flatMap(({ source, names }) => names.map((name) => [source, name] as const)),
  ),
];

describe('the patterns of the change feed', () => {
  it('are few, and none is longer than EventBridge takes', () => {
    const lengths = Object.entries(patterns).map(([name, pattern]) => [name, patternText(pattern).length]);
    expect(lengths.length).toBeLessThanOrEqual(6);
    expect(lengths.filter(([, length]) => Number(length) > MAX_PATTERN_LENGTH)).toEqual([]);
  });

  it('match every write call that resources know of, once', () => {
    expect(known.length).toBeGreaterThan(700);
    const astray = known.filter(([source, name]) => matching(call(source, name)).length !== 1);
    expect(astray).toEqual([]);
  });

  it('match a write call for every type that a rule judges', () => {
    const told = new Set(
      known.flatMap(([source, name]) =>
        matching(call(source, name)).length > 0
          ? (concernsOf(source, name) ?? []).map(({ type }) => type.type)
          : [],
      ),
    );
    const judged = new Set(rules.flatMap(typesOf));
    expect([...judged].filter((type) => !told.has(type))).toEqual([]);
  });

  it('match a write call of an AI service that nobody here has heard of', () => {
    expect(matching(call('sagemaker.amazonaws.com', 'ConjureModel'))).toEqual(['AiWrites']);
  });

  it.each(
    RUNTIME_CALLS.map((name) => name.replace('*', 'Something')),
  )('do not match the use of AI: %s', (name) => {
    expect(matching(call('bedrock.amazonaws.com', name))).toEqual([]);
    expect(matching(call('bedrock.amazonaws.com', name, { errorCode: 'AccessDenied' }))).toEqual([]);
  });

  it.each([
    ['InvokeModel', 'bedrock.amazonaws.com', { eventCategory: 'Management', readOnly: true }],
    ['InvokeEndpoint', 'sagemaker.amazonaws.com', { eventCategory: 'Data' }],
    ['CreateConversation', 'bedrock-mantle.amazonaws.com', { eventCategory: 'Data' }],
  ])('do not match data and inference: %s', (name, source, more) => {
    expect(matching(call(source, name, more))).toEqual([]);
  });

  it('match what is near in name to the use of AI and is none', () => {
    for (const name of [
      'CreateInferenceComponent',
      'CreateInferenceProfile',
      'PutEventType',
      'CreateEventTracker',
    ])
      expect([name, matching(call('sagemaker.amazonaws.com', name))]).toEqual([name, ['AiWrites']]);
  });

  it('match events of CloudTrail that are no calls', () => {
    const tuning = {
      ...call('sagemaker.amazonaws.com', 'TuningJobComplete'),
      'detail-type': 'AWS Service Event via CloudTrail',
    };
    expect(matching(tuning)).toEqual(['AiWrites']);
  });

  it.each([
    'AccessDenied',
    'AccessDeniedException',
    'Client.UnauthorizedOperation',
    'NotAuthorizedException',
  ])('match refused attempts by their own rule: %s', (errorCode) => {
    expect(matching(call('sagemaker.amazonaws.com', 'CreateModel', { errorCode }))).toEqual(['AiDenied']);
  });

  it.each([
    'ValidationException',
    'ThrottlingException',
    'ResourceInUse',
  ])('do not match calls that failed and changed nothing: %s', (errorCode) => {
    expect(matching(call('sagemaker.amazonaws.com', 'CreateModel', { errorCode }))).toEqual([]);
    expect(matching(call('iam.amazonaws.com', 'PutRolePolicy', { errorCode }))).toEqual([]);
  });

  it('match the states that services tell by themselves', () => {
    const unheard = [...stateConcerns.keys()].filter((detailType) => {
      const source = detailType.startsWith('SageMaker') ? 'aws.sagemaker' : 'aws.bedrock';
      return matching({ source, 'detail-type': detailType, detail: {} }).join() !== 'AiStates';
    });
    expect(unheard).toEqual([]);
  });

  it.each([
    ['s3.amazonaws.com', 'PutObject'],
    ['iam.amazonaws.com', 'CreateUser2'],
    ['ec2.amazonaws.com', 'RunInstances'],
    ['logs.amazonaws.com', 'CreateLogStream'],
    ['kms.amazonaws.com', 'Decrypt'],
  ])('leave the rest of the account alone: %s %s', (source, name) => {
    expect(matching(call(source, name))).toEqual([]);
  });
});

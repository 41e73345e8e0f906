import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeFor } from '../../cli/house.ts';
import { OUTCOMES, replayEvent } from '../../cli/replay-event.ts';
import { noWaivers } from '../../engine/waiver.ts';
import { definitions } from '../../resources/index.ts';

const context = {
  judge: judgeFor({}, 'all'),
  waivers: noWaivers,
  state: undefined,
  neighbourhood: undefined,
};

/** Every call whose request is a whole configuration: the events that can give verdicts. */
const calls = definitions.flatMap(({ service, wholeInRequest = {} }) =>
  Object.keys(wholeInRequest).map((eventName) => ({ eventSource: `${service}.amazonaws.com`, eventName })),
);

const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    null,
    HIDDEN,
    '',
    0,
    'true',
    [null],
    JSON.parse('{"__proto__": 1}'),
    'arn:aws:s3:::x',
    'arn:::::',
    '${X}',
  ),
);
const members = fc.constantFrom(
  ...[
    'name',
    'modelName',
    'notebookInstanceName',
    'trainingJobName',
    'roleArn',
    'kmsKeyId',
    'vpcConfig',
    'tags',
  ],
  ...[
    'rootAccess',
    'primaryContainer',
    'resourceConfig',
    'outputDataConfig',
    '__proto__',
    'constructor',
    'arn',
  ],
);
const body = fc.oneof(value, fc.dictionary(members, value));
const record = fc.record(
  {
    eventSource: fc.oneof({ weight: 5, arbitrary: fc.constant('sagemaker.amazonaws.com') }, value),
    eventName: value,
    eventTime: value,
    eventID: value,
    awsRegion: value,
    recipientAccountId: value,
    userIdentity: value,
    errorCode: value,
    resources: value,
    requestParameters: body,
    responseElements: body,
  },
  { requiredKeys: [] },
);

describe('any record', () => {
  it('ends in one of the outcomes, and nothing is thrown', () => {
    const called = fc.tuple(record, fc.constantFrom(...calls)).map(([each, call]) => ({ ...each, ...call }));
    // Something must be located for anything to be judged.
    const named = called.map((each) => ({
      ...each,
      errorCode: undefined,
      requestParameters: {
        ...(typeof each.requestParameters === 'object' ? each.requestParameters : {}),
        ...{ notebookInstanceName: 'n', modelName: 'm', trainingJobName: 't', endpointConfigName: 'e' },
      },
    }));
    const enveloped = fc.record({
      'detail-type': fc.constantFrom('AWS API Call via CloudTrail', 'x'),
      source: value,
      detail: called,
    });
    let judged = 0;
    fc.assert(
      fc.property(fc.oneof(value, record, called, named, enveloped), (input) => {
        const { outcome, because, findings } = replayEvent(input, context);
        expect(OUTCOMES).toContain(outcome);
        expect(because).not.toBe('');
        expect(findings.filter(({ fault }) => fault)).toEqual([]);
        judged += findings.length;
      }),
      { numRuns: 500 },
    );
    expect(judged).toBeGreaterThan(0);
  });

  it('whose whole request is hidden passes nothing', () => {
    for (const call of calls) {
      for (const requestParameters of [null, HIDDEN, {}, []]) {
        const { findings, outcome } = replayEvent(
          { ...call, requestParameters, responseElements: null },
          context,
        );
        expect(findings.filter(({ verdict }) => verdict.status === 'COMPLIANT')).toEqual([]);
        expect(outcome).not.toBe('evaluated');
      }
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configurationIn } from '../../resources/configuration.ts';
import type { Located } from '../../resources/locate.ts';
import { locate } from '../../resources/locate.ts';

const account = '210987654321';

const call = (source: string, name: string, rest: Record<string, unknown> = {}) => ({
  eventVersion: '1.11',
  eventID: '0d9f4c1e-0000-4000-8000-000000000001',
  eventTime: '2026-03-04T05:06:07Z',
  eventSource: `${source}.amazonaws.com`,
  eventName: name,
  awsRegion: 'eu-central-1',
  recipientAccountId: account,
  readOnly: false,
  userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${account}:assumed-role/builder/anna` },
  requestParameters: null,
  responseElements: null,
  ...rest,
});

const refs = (located: Located) => (located.outcome === 'located' ? located.refs : []);
const types = (located: Located) => refs(located).map((ref) => ref.type);

describe('identity', () => {
  it('takes the ARN, and the spelling of the request where SageMaker lower-cases', () => {
    const located = locate(
      call('sagemaker', 'CreateEndpoint', {
        requestParameters: { endpointName: 'ChurnScore', endpointConfigName: 'ChurnScore-2' },
        responseElements: { endpointArn: 'arn:aws:sagemaker:eu-central-1:999988887777:endpoint/churnscore' },
      }),
    );
    expect(located).toMatchObject({ outcome: 'located', change: 'create' });
    expect(refs(located)).toEqual([
      {
        type: 'AWS::SageMaker::Endpoint',
        id: 'ChurnScore',
        arn: 'arn:aws:sagemaker:eu-central-1:999988887777:endpoint/churnscore',
        partition: 'aws',
        account: '999988887777',
        region: 'eu-central-1',
        parent: { endpointConfigName: 'ChurnScore-2' },
        change: 'create',
      },
    ]);
  });

  it('completes the ARN of a bare name, lower-cased, in the partition of the Region', () => {
    const located = locate(
      call('sagemaker', 'DeleteEndpoint', {
        awsRegion: 'cn-north-1',
        requestParameters: { endpointName: 'ChurnScore' },
      }),
    );
    expect(refs(located)[0]?.arn).toBe(`arn:aws-cn:sagemaker:cn-north-1:${account}:endpoint/churnscore`);
    expect(located).toMatchObject({ change: 'delete' });
  });

  it('makes no ARN where account or Region is unknown', () => {
    const located = locate(
      call('sagemaker', 'DeleteEndpoint', {
        awsRegion: undefined,
        recipientAccountId: undefined,
        requestParameters: { endpointName: 'e' },
      }),
    );
    expect(refs(located)[0]).toEqual({
      type: 'AWS::SageMaker::Endpoint',
      id: 'e',
      partition: null,
      account: null,
      region: null,
      change: 'delete',
    });
  });

  it('reads a member whose first letter is a capital', () => {
    const arn = `arn:aws:rekognition:eu-central-1:${account}:streamprocessor/door`;
    const located = locate(
      call('rekognition', 'CreateStreamProcessor', { responseElements: { StreamProcessorArn: arn } }),
    );
    expect(refs(located)[0]).toMatchObject({ id: 'door', arn });
  });

  it('goes past a hidden name to the identifier of the request', () => {
    const located = locate(
      call('bedrock', 'UpdateGuardrail', {
        requestParameters: { name: 'HIDDEN_DUE_TO_SECURITY_REASONS', guardrailIdentifier: 'gr1abc' },
      }),
    );
    expect(refs(located)[0]).toMatchObject({
      id: 'gr1abc',
      arn: `arn:aws:bedrock:eu-central-1:${account}:guardrail/gr1abc`,
    });
  });

  it('does not take a display name for an identifier', () => {
    const located = locate(
      call('bedrock', 'CreateGuardrail', { requestParameters: { name: 'adults only' } }),
    );
    expect(refs(located)[0]).toMatchObject({ id: 'adults only', nameOnly: true });
    expect(refs(located)[0]?.arn).toBeUndefined();
  });

  it('falls back on the record’s list of resources', () => {
    const arn = `arn:aws:bedrock:eu-central-1:${account}:guardrail/gr1abc`;
    const located = locate(
      call('bedrock', 'UpdateGuardrail', { resources: [{ ARN: arn, accountId: account }] }),
    );
    expect(refs(located)[0]).toMatchObject({ id: 'gr1abc', arn });
  });

  it.each([
    ['is the record’s to name where the ARN does not', 's3', 'arn:aws:s3:::models', '999988887777'],
    ['is the recipient where the record names another thing', 's3', 'arn:aws:s3:::models/key', account],
  ])('the owner %s', (_, source, ARN, owner) => {
    const located = locate(
      call(source, 'PutBucketEncryption', {
        requestParameters: { bucketName: 'models' },
        resources: [{ ARN, accountId: '999988887777', type: 'AWS::S3::Bucket' }],
      }),
    );
    expect(refs(located)).toMatchObject([{ arn: 'arn:aws:s3:::models', account: owner }]);
  });

  it('locates a failed call and says so', () => {
    const located = locate(
      call('sagemaker', 'DeleteModel', {
        requestParameters: { modelName: 'm' },
        errorCode: 'AccessDenied',
        errorMessage: 'no',
      }),
    );
    expect(located).toMatchObject({ outcome: 'located', failed: { code: 'AccessDenied', message: 'no' } });
  });

  it('reads service events, which carry their details elsewhere', () => {
    const located = locate(
      call('sagemaker', 'CreateTrainingJob', {
        eventType: 'AwsServiceEvent',
        serviceEventDetails: { trainingJobName: 'tune-001' },
      }),
    );
    expect(refs(located)[0]).toMatchObject({ type: 'AWS::SageMaker::TrainingJob', id: 'tune-001' });
  });

  it('makes no ARN of a role’s name, which does not tell the path', () => {
    const located = locate(call('iam', 'DeleteRole', { requestParameters: { roleName: 'trainer' } }));
    expect(refs(located)[0]).toMatchObject({ type: 'AWS::IAM::Role', id: 'trainer', account });
    expect(refs(located)[0]?.arn).toBeUndefined();
  });

  it('does not take an alias for the ARN of its key', () => {
    const keyId = 'arn:aws:kms:eu-central-1:210987654321:alias/models';
    const located = locate(call('kms', 'DisableKeyRotation', { requestParameters: { keyId } }));
    expect(refs(located)[0]).toMatchObject({ type: 'AWS::KMS::Key', id: 'alias/models', nameOnly: true });
    expect(refs(located)[0]?.arn).toBeUndefined();
  });

  it('names one ref for each element of a list', () => {
    const located = locate(
      call('bedrock', 'BatchDeleteEvaluationJob', {
        requestParameters: { jobIdentifiers: ['a1', 'b2', null, 'a1'] },
      }),
    );
    expect(refs(located).map((ref) => ref.id)).toEqual(['a1', 'b2']);
  });

  it('completes the ARN of a child from its parents', () => {
    const located = locate(
      call('sagemaker', 'DeleteSpace', { requestParameters: { domainId: 'd-1', spaceName: 'Lab' } }),
    );
    expect(refs(located)[0]).toMatchObject({
      id: 'Lab',
      arn: `arn:aws:sagemaker:eu-central-1:${account}:space/d-1/lab`,
      parent: { domainId: 'd-1' },
    });
  });
});

describe('pairs that concern several types', () => {
  const cases: readonly [string, ReturnType<typeof call>, readonly string[]][] = [
    [
      'a customization job and the model it makes',
      call('bedrock', 'CreateModelCustomizationJob', {
        requestParameters: { jobName: 'j', customModelName: 'm' },
        responseElements: {
          jobArn: `arn:aws:bedrock:eu-central-1:${account}:model-customization-job/amazon.nova:0:1k/x1`,
        },
      }),
      ['AWS::Bedrock::ModelCustomizationJob', 'AWS::Bedrock::CustomModel'],
    ],
    ['a Lex V2 bot', call('lex', 'DeleteBot', { requestParameters: { botId: 'B1' } }), ['AWS::Lex::Bot']],
    ['a Lex V1 bot', call('lex', 'DeleteBot', { requestParameters: { name: 'order' } }), ['AWS::Lex::BotV1']],
    [
      'the policy of a knowledge base',
      call('bedrock', 'PutResourcePolicy', {
        requestParameters: { resourceArn: `arn:aws:bedrock:eu-central-1:${account}:knowledge-base/KB1` },
      }),
      ['AWS::Bedrock::KnowledgeBasePolicy', 'AWS::Bedrock::ResourcePolicy'],
    ],
    [
      'the policy of anything else in Bedrock',
      call('bedrock', 'PutResourcePolicy', {
        requestParameters: { resourceArn: `arn:aws:bedrock:eu-central-1:${account}:custom-model/cm1` },
      }),
      ['AWS::Bedrock::ResourcePolicy'],
    ],
    [
      'a policy of AgentCore',
      call('bedrock-agentcore', 'CreatePolicy', { requestParameters: { policyEngineId: 'e1', name: 'p' } }),
      ['AWS::BedrockAgentCore::Policy'],
    ],
    [
      'an opt-out policy of Organizations',
      call('organizations', 'CreatePolicy', {
        requestParameters: { type: 'AISERVICES_OPT_OUT_POLICY', name: 'out' },
      }),
      ['AWS::Organizations::AIServicesOptOutPolicy'],
    ],
    ['a policy of IAM', call('iam', 'CreatePolicy', { requestParameters: { policyName: 'p' } }), []],
    [
      'one version of a guardrail',
      call('bedrock', 'DeleteGuardrail', {
        requestParameters: { guardrailIdentifier: 'g1', guardrailVersion: '2' },
      }),
      ['AWS::Bedrock::GuardrailVersion'],
    ],
    [
      'Agent Registry under its new source',
      call('agent-registry', 'DeleteRegistry', { requestParameters: { registryId: 'r1' } }),
      ['AWS::BedrockAgentCore::Registry'],
    ],
    [
      'a role whose inline policy changes',
      call('iam', 'PutRolePolicy', { requestParameters: { roleName: 'trainer', policyName: 'p' } }),
      ['AWS::IAM::Role'],
    ],
  ];

  it.each(cases)('tells %s', (_, record, expected) => {
    expect(types(locate(record))).toEqual(expected);
  });

  it('does not delete an agent with its action group', () => {
    const located = locate(
      call('bedrock', 'DeleteAgentActionGroup', {
        requestParameters: { agentId: 'A1', actionGroupId: 'G1' },
      }),
    );
    expect(refs(located).map(({ type, change }) => [type, change])).toEqual([
      ['AWS::Bedrock::Agent', 'update'],
      ['AWS::Bedrock::AgentActionGroup', 'delete'],
    ]);
  });

  it('ignores policies of Organizations that are not about AI', () => {
    const record = call('organizations', 'CreatePolicy', {
      requestParameters: { type: 'SERVICE_CONTROL_POLICY', name: 'deny' },
    });
    expect(locate(record)).toMatchObject({ outcome: 'irrelevant' });
  });

  it('gives the version its own ARN', () => {
    const located = locate(
      call('bedrock', 'CreateGuardrailVersion', {
        requestParameters: { guardrailIdentifier: 'g1' },
        responseElements: { guardrailId: 'g1', version: '3' },
      }),
    );
    expect(refs(located).map((ref) => ref.arn)).toEqual([
      `arn:aws:bedrock:eu-central-1:${account}:guardrail/g1`,
      `arn:aws:bedrock:eu-central-1:${account}:guardrail/g1:3`,
    ]);
  });
});

describe('tags', () => {
  it.each([
    [
      'sagemaker',
      'AddTags',
      `arn:aws:sagemaker:eu-central-1:${account}:notebook-instance/lab`,
      'NotebookInstance',
    ],
    ['sagemaker', 'DeleteTags', `arn:aws:sagemaker:eu-central-1:${account}:space/d-1/lab`, 'Space'],
    ['bedrock', 'TagResource', `arn:aws:bedrock:eu-central-1:${account}:guardrail/g1`, 'Guardrail'],
    ['bedrock', 'UntagResource', `arn:aws:bedrock:eu-central-1:${account}:agent-alias/A1/L1`, 'AgentAlias'],
  ])('of %s by %s find %s', (source, name, arn, type) => {
    const located = locate(call(source, name, { requestParameters: { resourceARN: arn } }));
    expect(located).toMatchObject({ outcome: 'located', change: 'tag', refs: [{ arn }] });
    expect(types(located)[0]?.split('::')[2]).toBe(type);
  });
});

describe('what is not about a resource', () => {
  it.each([
    ['inference', call('bedrock', 'InvokeModel'), 'irrelevant'],
    ['inference that calls itself a creation', call('bedrock-mantle', 'CreateInference'), 'irrelevant'],
    ['a read', call('bedrock', 'GetGuardrail', { readOnly: true }), 'irrelevant'],
    ['another service of the same event name', call('amplify', 'CreateApp'), 'irrelevant'],
    ['a write of AI that nobody has seen', call('bedrock', 'CreateSomethingNew'), 'unresolved'],
    ['a request that is all null', call('sagemaker', 'CreateModel'), 'unresolved'],
    ['text', 'CreateModel', 'unusable'],
    ['a list', [call('sagemaker', 'CreateModel')], 'unusable'],
    ['an object of another kind', { Records: [] }, 'unusable'],
    [
      'an envelope without detail',
      { 'detail-type': 'AWS API Call via CloudTrail', detail: null },
      'unusable',
    ],
  ])('%s has its outcome', (_, record, outcome) => {
    expect(locate(record)).toMatchObject({ outcome, because: expect.stringMatching(/./) });
  });
});

describe('EventBridge', () => {
  const envelope = (detailType: string, detail: unknown, rest: Record<string, unknown> = {}) => ({
    id: 'envelope-1',
    'detail-type': detailType,
    source: 'aws.sagemaker',
    account,
    region: 'eu-central-1',
    time: '1772600767000',
    resources: [],
    detail,
    ...rest,
  });

  it('lends its account and Region to a record that has none', () => {
    const {
      awsRegion: _,
      recipientAccountId: __,
      eventID: ___,
      eventTime: ____,
      ...bare
    } = call('sagemaker', 'DeleteModel', { requestParameters: { modelName: 'm' } });
    const located = locate(envelope('AWS API Call via CloudTrail', bare));
    expect(located).toMatchObject({
      event: { id: 'envelope-1', time: '2026-03-04T05:06:07.000Z', source: 'sagemaker.amazonaws.com' },
      refs: [{ arn: `arn:aws:sagemaker:eu-central-1:${account}:model/m` }],
    });
  });

  const arn = `arn:aws:sagemaker:eu-central-1:${account}:training-job/fit-1`;

  it('brings the whole configuration of a training job', () => {
    const event = envelope('SageMaker Training Job State Change', {
      TrainingJobName: 'fit-1',
      TrainingJobArn: arn,
      TrainingJobStatus: 'InProgress',
      EnableNetworkIsolation: false,
      HyperParameters: { batchSize: '8' },
      VpcConfig: { Subnets: ['subnet-1'], SecurityGroupIds: null },
      Tags: { team: 'churn' },
    });
    expect(locate(event)).toMatchObject({
      outcome: 'located',
      change: 'update',
      refs: [{ type: 'AWS::SageMaker::TrainingJob', id: 'fit-1', arn }],
    });
    expect(configurationIn(event, 'AWS::SageMaker::TrainingJob')).toEqual({
      TrainingJobName: 'fit-1',
      TrainingJobArn: arn,
      TrainingJobStatus: 'InProgress',
      EnableNetworkIsolation: false,
      // No published event has it: left out, it is not known to be off.
      EnableInterContainerTrafficEncryption: { $unknown: 'the event does not say' },
      RemoteDebugConfig: { $unknown: 'the event does not say' },
      HyperParameters: { batchSize: '8' },
      VpcConfig: { Subnets: ['subnet-1'] },
      Tags: [{ Key: 'team', Value: 'churn' }],
    });
  });

  it('finds the resource of a native event in the envelope', () => {
    const event = envelope('SageMaker Something New', {}, { resources: [arn] });
    expect(types(locate(event))).toEqual(['AWS::SageMaker::TrainingJob']);
  });

  it('keeps hidden members of a request visible as unknown', () => {
    const record = call('sagemaker', 'CreateNotebookInstance', {
      requestParameters: {
        notebookInstanceName: 'lab',
        kmsKeyId: 'HIDDEN_DUE_TO_SECURITY_REASONS',
        directInternetAccess: 'Disabled',
        clientToken: 'not a property',
      },
    });
    expect(configurationIn(record, 'AWS::SageMaker::NotebookInstance')).toEqual({
      NotebookInstanceName: 'lab',
      KmsKeyId: { $unknown: 'redacted by CloudTrail' },
      DirectInternetAccess: 'Disabled',
    });
  });

  it('has no configuration where the body is known to be partial', () => {
    const record = call('bedrock', 'CreateGuardrail', { requestParameters: { name: 'g' } });
    expect(configurationIn(record, 'AWS::Bedrock::Guardrail')).toBeUndefined();
  });
});

describe('any JSON', () => {
  const pairs = [
    ['sagemaker', 'CreateEndpoint'],
    ['bedrock', 'DeleteGuardrail'],
    ['bedrock', 'BatchDeleteEvaluationJob'],
    ['lex', 'CreateBotVersion'],
    ['sagemaker', 'AddTags'],
    ['kms', 'PutKeyPolicy'],
    ['nobody', 'CreateEndpoint'],
  ] as const;
  const outcomes = ['located', 'irrelevant', 'unresolved', 'unusable'];

  it('never throws and always has an outcome', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(outcomes).toContain(locate(value).outcome);
      }),
    );
  });

  it('never throws on a record with absurd members', () => {
    const body = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom(
          'endpointName',
          'guardrailIdentifier',
          'jobIdentifiers',
          'botId',
          'resourceArn',
          '__proto__',
        ),
        fc.oneof(
          fc.jsonValue(),
          fc.constantFrom('arn:', 'arn:aws:sagemaker', 'arn:aws:bedrock:::guardrail/', 'arn:::::'),
        ),
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...pairs),
        body,
        body,
        fc.jsonValue(),
        ([source, name], request, response, other) => {
          const record = call(source, name, {
            requestParameters: request,
            responseElements: response,
            resources: other,
            userIdentity: other,
            eventTime: other,
            errorCode: other,
            awsRegion: other,
          });
          expect(outcomes).toContain(locate(record).outcome);
          expect(outcomes).toContain(
            locate({ 'detail-type': 'AWS API Call via CloudTrail', detail: record }).outcome,
          );
        },
      ),
    );
  });
});

import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  type CreateEndpointConfigCommandInput,
  type CreateEndpointInput,
  CreateModelCommand,
  DescribeEndpointCommand,
  ListEndpointConfigsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { lookUp } from '../../../adapters/aws/operations.ts';
import { createWorld, type Emulated, emulate, type World } from '../../../emulator/index.ts';
import type { RemediationOptions } from '../../../remediations/remediation.ts';
import remediation from '../../../remediations/sagemaker/endpoint-config-corrected.ts';
import type { Json, JsonObject } from '../../../resources/resource.ts';
import type { RuleId } from '../../../rules/index.ts';
import { inMotion } from '../in-motion.ts';
import { itPutsRight, REGION, refOf } from '../kit.ts';

const TYPE = 'AWS::SageMaker::EndpointConfig';
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const options = { kmsKeyArn: KEY };

type Asked = Partial<CreateEndpointConfigCommandInput>;

const variant = {
  VariantName: 'a',
  ModelName: 'churn',
  InstanceType: 'ml.m5.large',
  InitialInstanceCount: 1,
  InitialVariantWeight: 1,
} as const;

const capture = {
  EnableCapture: true,
  InitialSamplingPercentage: 100,
  DestinationS3Uri: 's3://captures/churn',
  CaptureOptions: [{ CaptureMode: 'Input' as const }],
  CaptureContentTypeHeader: { CsvContentTypes: ['text/csv'] },
};

const DEPLOYMENT: CreateEndpointInput['DeploymentConfig'] = {
  AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'churn-5xx' }] },
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 60 },
  },
};

/** A configuration, and as many endpoints on it; the first has a deployment configuration. */
const config =
  (asked: Asked = {}, endpoints = 0) =>
  async (door: Emulated, world: World) => {
    const client = door.client(SageMakerClient);
    await client.send(new CreateModelCommand({ ModelName: 'churn' }));
    const input = { EndpointConfigName: 'Churn', ProductionVariants: [variant], ...asked };
    const { EndpointConfigArn } = await client.send(new CreateEndpointConfigCommand(input));
    for (let at = 0; at < endpoints; at += 1) {
      const EndpointName = `churn-${at}`;
      const deployment = at === 0 && { DeploymentConfig: DEPLOYMENT };
      await client.send(
        new CreateEndpointCommand({ EndpointName, EndpointConfigName: 'Churn', ...deployment }),
      );
    }
    world.settleMs = 20_000;
    return refOf(TYPE, 'Churn', EndpointConfigArn);
  };

const scenes = [
  {
    name: 'a configuration without a key, and an endpoint',
    rule: 'sagemaker-endpoint-config-kms',
    options,
    make: config({}, 1),
  },
  {
    name: 'captures without a key',
    rule: 'sagemaker-endpoint-data-capture-kms',
    options,
    make: config({ DataCaptureConfig: capture }),
  },
  {
    name: 'asynchronous answers without a key',
    rule: 'sagemaker-endpoint-async-output-kms',
    options,
    make: config({ AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://answers/churn' } } }),
  },
  {
    name: 'capture that is off, and had no key',
    rule: 'sagemaker-endpoint-data-capture-enabled',
    options,
    make: config({ DataCaptureConfig: { ...capture, EnableCapture: false } }),
  },
  {
    name: 'too little captured',
    rule: 'sagemaker-endpoint-data-capture-enabled',
    parameters: { samplingPercentage: 40 },
    make: config({ DataCaptureConfig: { ...capture, InitialSamplingPercentage: 10 } }),
  },
  {
    name: 'one instance in one of two variants, and an endpoint',
    rule: 'sagemaker-endpoint-prod-instance-count',
    make: config(
      {
        ProductionVariants: [
          { ...variant, InitialInstanceCount: 3 },
          { ...variant, VariantName: 'b' },
        ],
      },
      1,
    ),
  },
] as const;

const others = fc.record(
  {
    ExecutionRoleArn: fc.constant('arn:aws:iam::111122223333:role/Ml'),
    VpcConfig: fc.constant({ Subnets: ['subnet-0a1b2c3d'], SecurityGroupIds: ['sg-0a1b2c3d'] }),
    EnableNetworkIsolation: fc.boolean(),
    ExplainerConfig: fc.constant({
      ClarifyExplainerConfig: { ShapConfig: { ShapBaselineConfig: { ShapBaseline: '1,2' } } },
    }),
    MetricsConfig: fc.constant({ EnableEnhancedMetrics: true }),
    ShadowProductionVariants: fc.constant([{ ...variant, VariantName: 'shadow' }]),
    AsyncInferenceConfig: fc.constant({
      ClientConfig: { MaxConcurrentInvocationsPerInstance: 4 },
      OutputConfig: { S3OutputPath: 's3://answers/churn', S3FailurePath: 's3://answers/failed' },
    }),
    DataCaptureConfig: fc.constant(capture),
    Tags: fc.constant([{ Key: 'team', Value: 'churn' }]),
  },
  { requiredKeys: [] },
);

itPutsRight(remediation, scenes, {
  anyScene: fc
    .record({ each: others, endpoints: fc.nat(2) })
    .map(({ each, endpoints }) => ({ ...scenes[0], make: config(each as unknown as Asked, endpoints) })),
});

/** A configuration with what surrounds it, as the remediation reads and plans it. */
async function stage(asked: Asked, endpoints: number) {
  const world = createWorld();
  const door = emulate(world, { region: REGION });
  const ref = await config(asked, endpoints)(door, world);
  world.clock.advance(600_000);
  const aws = createAws({ region: REGION, config: door.config, install: door.install, now: world.clock.now });
  const ask = (call: Parameters<typeof lookUp>[0]) => lookUp(call, { aws, region: REGION });
  const resource = { ...ref, source: 'live', properties: {} } as const;
  return { client: door.client(SageMakerClient), world, resource, ask };
}

interface Case {
  readonly asked?: Asked;
  readonly rule?: RuleId;
  readonly observations?: readonly { path: string; expected: Json; actual: Json }[];
  readonly options?: RemediationOptions;
}

const seen = (path: string, expected: Json = 'a KMS key', actual: Json = null) => ({
  path,
  expected,
  actual,
});

async function planned({ asked = {}, ...more }: Case, before?: JsonObject) {
  const { resource, ask } = await stage(asked, 0);
  return remediation.plan({
    resource,
    before: { ...(await remediation.read(resource, ask)), ...before },
    rule: 'sagemaker-endpoint-config-kms',
    observations: [seen('KmsKeyId')],
    options: { kmsKeyArn: KEY, tags: {} },
    ...more,
  });
}

describe('what is left to people', () => {
  const scaled = { ...variant, ManagedInstanceScaling: { Status: 'ENABLED' as const, MaxInstanceCount: 1 } };
  const cases: readonly (readonly [string, Case, string])[] = [
    [
      'no key is set',
      { options: { kmsKeyArn: undefined, tags: {} } },
      'the settings name no KMS key for this Region',
    ],
    [
      'capture would begin without a key',
      {
        asked: { DataCaptureConfig: { ...capture, EnableCapture: false } },
        rule: 'sagemaker-endpoint-data-capture-enabled',
        observations: [seen('DataCaptureConfig.EnableCapture', true, false)],
        options: { kmsKeyArn: undefined, tags: {} },
      },
      'the settings name no KMS key for this Region',
    ],
    [
      'nobody said where captures are to go',
      {
        rule: 'sagemaker-endpoint-data-capture-enabled',
        observations: [seen('DataCaptureConfig', 'EnableCapture true', null)],
      },
      'nobody has said where captured requests are to go: DataCaptureConfig.DestinationS3Uri',
    ],
    [
      'one variant takes a key, one refuses it',
      { asked: { ProductionVariants: [variant, { ...variant, VariantName: 'b' }] } },
      'a variant on local NVMe storage refuses a key: give it a configuration of its own',
    ],
    [
      'a shadow variant refuses the key',
      { asked: { ShadowProductionVariants: [{ ...variant, VariantName: 'b' }] } },
      'a variant on local NVMe storage refuses a key: give it a configuration of its own',
    ],
    [
      'SageMaker scales it',
      {
        asked: { ProductionVariants: [scaled] },
        rule: 'sagemaker-endpoint-prod-instance-count',
        observations: [seen('ProductionVariants[0].InitialInstanceCount', 'at least 2', 1)],
      },
      'SageMaker scales a variant: raise MinInstanceCount and MaxInstanceCount of its scaling',
    ],
    ['nothing is wrong any more', { observations: [] }, 'it is so already'],
    ['another rule', { rule: 'sagemaker-model-in-vpc' }, 'nothing here repairs sagemaker-model-in-vpc'],
  ];

  it.each(cases)('%s', async (_why, given, refused) => {
    expect(await planned(given)).toEqual({ refused });
  });

  it.each([
    [
      { endpoints: [{ name: 'churn', status: 'Updating', hasDeployment: false, lone: [] }] },
      'the endpoint churn is Updating; wait until it is InService',
    ],
    [
      { tags: [{ Key: 'aws:cloudformation:stack-name', Value: 'ml' }] },
      'a stack keeps the configuration: correct it there',
    ],
    [{ isCopyThere: true }, 'a copy of it is there already: see what became of an earlier attempt'],
  ])('%j', async (before, refused) => {
    expect(await planned({}, before as unknown as JsonObject)).toEqual({
      refused,
      ...inMotion(refused),
    });
  });

  it('a copy that is there is seen, whatever the length of the name', async () => {
    const name = 'c'.repeat(63);
    const copy = `${'c'.repeat(52)}-assay-copy`;
    const { client, resource, ask } = await stage({}, 0);
    for (const EndpointConfigName of [name, copy]) {
      await client.send(
        new CreateEndpointConfigCommand({ EndpointConfigName, ProductionVariants: [variant] }),
      );
    }
    expect(await remediation.read({ ...resource, id: name }, ask)).toMatchObject({ isCopyThere: true });
    expect(await remediation.read(resource, ask)).toMatchObject({ isCopyThere: false });
  });
});

describe('the endpoints', () => {
  it('are deployed twice, keeping what they have: alarms, weights and numbers of instances', async () => {
    const { resource, ask } = await stage({}, 2);
    const before = await remediation.read(resource, ask);
    const draft = remediation.plan({
      resource,
      before,
      rule: 'sagemaker-endpoint-config-kms',
      observations: [seen('KmsKeyId')],
      options: { kmsKeyArn: KEY, tags: {} },
    });
    const calls = 'steps' in draft ? draft.steps.map(({ call }) => call) : [];
    const updates = calls.filter(({ operation }) => operation === 'UpdateEndpoint');
    const keeping = { RetainAllVariantProperties: true };
    expect(updates.map(({ input }) => input)).toEqual(
      ['Churn-assay-copy', 'Churn'].flatMap((EndpointConfigName) => [
        { EndpointName: 'churn-0', EndpointConfigName, ...keeping, RetainDeploymentConfig: true },
        { EndpointName: 'churn-1', EndpointConfigName, ...keeping },
      ]),
    );
  });

  it('have two instances of what was alone, and no more of what was not', async () => {
    const several = [
      { ...variant, InitialInstanceCount: 3 },
      { ...variant, VariantName: 'b' },
    ];
    const { resource, ask } = await stage({ ProductionVariants: several }, 1);
    const draft = remediation.plan({
      resource,
      before: await remediation.read(resource, ask),
      rule: 'sagemaker-endpoint-prod-instance-count',
      observations: [seen('ProductionVariants[1].InitialInstanceCount', 'at least 2', 1)],
      options: { kmsKeyArn: undefined, tags: {} },
    });
    expect('steps' in draft && draft.steps.at(-1)).toMatchObject({
      call: {
        operation: 'UpdateEndpointWeightsAndCapacities',
        input: {
          EndpointName: 'churn-0',
          DesiredWeightsAndCapacities: [{ VariantName: 'b', DesiredInstanceCount: 2 }],
        },
      },
      undo: {
        call: { input: { DesiredWeightsAndCapacities: [{ VariantName: 'b', DesiredInstanceCount: 1 }] } },
      },
    });
    expect(draft).toMatchObject({
      changes: [{ path: 'ProductionVariants[1].InitialInstanceCount', before: 1, after: 2 }],
    });
  });

  it('of other configurations are left alone, on however many pages they stand', async () => {
    const { client, resource, ask } = await stage({}, 0);
    await client.send(
      new CreateEndpointConfigCommand({ EndpointConfigName: 'other', ProductionVariants: [variant] }),
    );
    for (let at = 0; at < 101; at += 1) {
      const EndpointConfigName = at === 0 ? 'Churn' : 'other';
      await client.send(new CreateEndpointCommand({ EndpointName: `endpoint-${at}`, EndpointConfigName }));
    }
    const { endpoints } = await remediation.read(resource, ask);
    expect(endpoints).toMatchObject([{ name: 'endpoint-0', hasDeployment: false }]);
    const [EndpointConfigs] = [(await client.send(new ListEndpointConfigsCommand({}))).EndpointConfigs];
    expect(EndpointConfigs).toHaveLength(2);
    expect(await client.send(new DescribeEndpointCommand({ EndpointName: 'endpoint-1' }))).toMatchObject({
      EndpointConfigName: 'other',
    });
  });
});

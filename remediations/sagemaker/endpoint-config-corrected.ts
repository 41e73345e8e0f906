import type { Json, JsonObject } from '../../resources/resource.ts';
import type { RuleId } from '../../rules/index.ts';
import {
  type Asked,
  change,
  defineRemediation,
  draft,
  notYet,
  type Refusal,
  refuse,
  type Step,
} from '../remediation.ts';
import {
  type Configured,
  type Correction,
  doubling,
  makingAgain,
  readConfigured,
} from './_endpoint-config.ts';

type Corrections = readonly Correction[] | Refusal;
type Wrong = Pick<Asked, 'observations' | 'options'> & { readonly config: JsonObject };

const NO_KEY = refuse('the settings name no KMS key for this Region');

const CORRECT: Partial<Record<RuleId, (wrong: Wrong) => Corrections>> = {
  'sagemaker-endpoint-config-kms': withKey,
  'sagemaker-endpoint-data-capture-kms': (wrong) => keyAt('DataCaptureConfig.KmsKeyId', wrong),
  'sagemaker-endpoint-async-output-kms': (wrong) =>
    keyAt('AsyncInferenceConfig.OutputConfig.KmsKeyId', wrong),
  'sagemaker-endpoint-data-capture-enabled': capturing,
  'sagemaker-endpoint-prod-instance-count': doubled,
};

export default defineRemediation({
  id: 'sagemaker-endpoint-config-corrected',
  title:
    'Move the endpoints to a corrected copy of their configuration, make it again under its name, move them back',
  resourceType: 'AWS::SageMaker::EndpointConfig',
  repairs: [
    'sagemaker-endpoint-config-kms',
    'sagemaker-endpoint-data-capture-kms',
    'sagemaker-endpoint-async-output-kms',
    'sagemaker-endpoint-data-capture-enabled',
    'sagemaker-endpoint-prod-instance-count',
  ],
  risk: 'disruptive',
  breaks:
    'Each endpoint on the configuration is deployed twice, and has two fleets while it is: SageMaker keeps the old ' +
    'one until the new one is healthy, and rolls back on the alarms of the endpoint’s deployment configuration if it ' +
    'has one. The models’ execution role must be allowed to use a new key, and whoever reads what it encrypts; ' +
    'captured requests may hold personal data; more instances cost more.',
  permissions: [
    'sagemaker:CreateEndpointConfig',
    'sagemaker:DeleteEndpointConfig',
    'sagemaker:DescribeEndpoint',
    'sagemaker:DescribeEndpointConfig',
    'sagemaker:ListEndpoints',
    'sagemaker:ListTags',
    'sagemaker:UpdateEndpoint',
    'sagemaker:UpdateEndpointWeightsAndCapacities',
  ],
  implied: {
    'iam:PassRole': 'sagemaker:CreateEndpointConfig names the execution role again',
    'kms:CreateGrant': 'sagemaker:UpdateEndpoint deploys a configuration with a key',
    'sagemaker:AddTags': 'sagemaker:CreateEndpointConfig writes the tags again',
  },
  references: [
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html',
    'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails.html',
  ],

  read: async ({ id }, ask) => ({ ...(await readConfigured(id, ask)) }) as unknown as JsonObject,

  plan({ resource: { id }, before, rule, observations, options }) {
    const now = before as unknown as Configured;
    if (observations.length === 0) return refuse('it is so already');
    const hindrance = hindranceIn(now);
    if (hindrance !== undefined) return hindrance;
    const corrections = CORRECT[rule]?.({ config: now.config, observations, options });
    if (!corrections) return refuse(`nothing here repairs ${rule}`);
    if ('refused' in corrections) return corrections;
    const changes = corrections.map(({ path, from, to }) => change(asObserved(path), from, to));
    const [first, ...others] = [...makingAgain(id, now, corrections), ...live(rule, now)];
    return first ? draft(changes, [first, ...others]) : refuse('it is so already');
  },
});

/** What is in the way; undefined where nothing is. */
function hindranceIn({ tags, endpoints, isCopyThere }: Configured): Refusal | undefined {
  const moving = endpoints.find(({ status }) => status !== 'InService');
  if (moving) return notYet(`the endpoint ${moving.name} is ${moving.status}; wait until it is InService`);
  // Nobody but AWS can write such tags again.
  if (tags.some(({ Key }) => Key.startsWith('aws:')))
    return refuse('a stack keeps the configuration: correct it there');
  return isCopyThere
    ? refuse('a copy of it is there already: see what became of an earlier attempt')
    : undefined;
}

const keyAt = (path: string, { options: { kmsKeyArn } }: Wrong): Corrections =>
  kmsKeyArn === undefined ? NO_KEY : [{ path, from: null, to: kmsKeyArn }];

/** The rule observes each variant that takes a key. */
function withKey(wrong: Wrong): Corrections {
  const { ProductionVariants, ShadowProductionVariants } = wrong.config;
  const variants = [ProductionVariants ?? [], ShadowProductionVariants ?? []].flat();
  return wrong.observations.length < variants.length
    ? refuse('a variant on local NVMe storage refuses a key: give it a configuration of its own')
    : keyAt('KmsKeyId', wrong);
}

function capturing(wrong: Wrong): Corrections {
  const capture = wrong.config['DataCaptureConfig'];
  if (!capture)
    return refuse('nobody has said where captured requests are to go: DataCaptureConfig.DestinationS3Uri');
  const corrections = wrong.observations.map(({ path, expected, actual }) => ({
    path,
    from: actual,
    to: expected,
  }));
  const isBegun = corrections.some(({ path }) => path === 'DataCaptureConfig.EnableCapture');
  if (!isBegun || Reflect.get(Object(capture), 'KmsKeyId')) return corrections;
  // What was not captured needed no key.
  const key = keyAt('DataCaptureConfig.KmsKeyId', wrong);
  return 'refused' in key ? key : [...corrections, ...key];
}

const VARIANT = /^ProductionVariants\[(\d+)\]\.InitialInstanceCount$/;

function doubled({ config, observations }: Wrong): Corrections {
  const variants = config['ProductionVariants'] as readonly JsonObject[];
  const places = observations.map(({ path }) => Number(VARIANT.exec(path)?.[1]));
  if (places.some((at) => variants[at]?.['ManagedInstanceScaling']))
    return refuse('SageMaker scales a variant: raise MinInstanceCount and MaxInstanceCount of its scaling');
  return places.map((at) => ({
    path: `ProductionVariants.${at}.InitialInstanceCount`,
    from: variants[at]?.['InitialInstanceCount'] ?? (null as Json),
    to: 2,
  }));
}

/** Deploying keeps the number of instances that an endpoint has. */
const live = (rule: RuleId, { endpoints }: Configured): readonly Step[] =>
  rule === 'sagemaker-endpoint-prod-instance-count'
    ? endpoints.filter(({ lone }) => lone.length > 0).map(doubling)
    : [];

const asObserved = (path: string): string => path.replace(/\.(\d+)\./, '[$1].');

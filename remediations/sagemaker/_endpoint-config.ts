import type {
  CreateEndpointConfigCommandInput,
  DeleteEndpointConfigCommandInput,
  DescribeEndpointCommandInput,
  DescribeEndpointConfigCommandInput,
  ListEndpointsCommandInput,
  ListTagsCommandInput,
  UpdateEndpointCommandInput,
  UpdateEndpointWeightsAndCapacitiesCommandInput,
} from '@aws-sdk/client-sagemaker';
import type { Json, JsonObject } from '../../resources/resource.ts';
import { type Ask, answers, apiCall, type Condition, type Step } from '../remediation.ts';

/** All that CreateEndpointConfig takes: a member that is not written again is lost. */
const MEMBERS = [
  'AsyncInferenceConfig',
  'DataCaptureConfig',
  'EnableNetworkIsolation',
  'ExecutionRoleArn',
  'ExplainerConfig',
  'KmsKeyId',
  'MetricsConfig',
  'ProductionVariants',
  'ShadowProductionVariants',
  'VpcConfig',
] as const satisfies readonly (keyof CreateEndpointConfigCommandInput)[];

/** An endpoint that runs on the configuration. */
export interface Endpoint {
  readonly name: string;
  readonly status: string;
  /** It has a deployment configuration, with its alarms, that further updates are to keep. */
  readonly hasDeployment: boolean;
  /** Variants that run on fewer than two instances. */
  readonly lone: readonly { readonly VariantName: string; readonly DesiredInstanceCount: number }[];
}

export interface Configured {
  /** By MEMBERS, those alone that are set. */
  readonly config: JsonObject;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly endpoints: readonly Endpoint[];
  /** A configuration with the name of the copy is there already. */
  readonly isCopyThere: boolean;
}

const SUFFIX = '-assay-copy';
const LONGEST_NAME = 63;

/** What the endpoints run on while the configuration is made again. */
const copyOf = (name: string): string => `${name.slice(0, LONGEST_NAME - SUFFIX.length)}${SUFFIX}`;

export async function readConfigured(id: string, ask: Ask): Promise<Configured> {
  const answer = await ask(describe(id));
  const copy = await ask(describe(copyOf(id)));
  const set = MEMBERS.filter((name) => answer[name] !== undefined && answer[name] !== null);
  return {
    config: Object.fromEntries(set.map((name) => [name, answer[name]])),
    tags: (await every(ask, 'Tags', (NextToken) =>
      apiCall<ListTagsCommandInput>('sagemaker', 'ListTags', {
        ResourceArn: String(answer['EndpointConfigArn']),
        NextToken,
      }),
    )) as unknown as Configured['tags'],
    endpoints: await endpointsOn(id, ask),
    isCopyThere: copy['EndpointConfigName'] !== undefined,
  };
}

/** ListEndpoints does not tell which configuration an endpoint has. */
async function endpointsOn(id: string, ask: Ask): Promise<readonly Endpoint[]> {
  const all = await every(ask, 'Endpoints', (NextToken) =>
    apiCall<ListEndpointsCommandInput>('sagemaker', 'ListEndpoints', {
      SortBy: 'Name',
      SortOrder: 'Ascending',
      MaxResults: 100,
      NextToken,
    }),
  );
  const found: Endpoint[] = [];
  for (const { EndpointName } of all) {
    const answer = await ask(describeEndpoint(String(EndpointName)));
    if (answer['EndpointConfigName'] === id) found.push(endpointOf(answer));
  }
  return found;
}

function endpointOf({ EndpointName, EndpointStatus, LastDeploymentConfig, ...rest }: JsonObject): Endpoint {
  const variants = Array.isArray(rest['ProductionVariants']) ? rest['ProductionVariants'] : [];
  const counted = variants.map((variant): Endpoint['lone'][number] => ({
    VariantName: String(Reflect.get(Object(variant), 'VariantName')),
    DesiredInstanceCount: Number(Reflect.get(Object(variant), 'DesiredInstanceCount')),
  }));
  return {
    name: String(EndpointName),
    status: String(EndpointStatus),
    hasDeployment: LastDeploymentConfig !== undefined && LastDeploymentConfig !== null,
    lone: counted.filter(({ DesiredInstanceCount }) => DesiredInstanceCount < 2),
  };
}

async function every(
  ask: Ask,
  member: string,
  page: (token: string | undefined) => Parameters<Ask>[0],
): Promise<readonly JsonObject[]> {
  const rows: JsonObject[] = [];
  for (let token: string | undefined; ; ) {
    const answer = await ask(page(token));
    rows.push(...(Array.isArray(answer[member]) ? (answer[member] as JsonObject[]) : []));
    if (typeof answer['NextToken'] !== 'string' || answer['NextToken'] === '') return rows;
    token = answer['NextToken'];
  }
}

/** One value of the configuration that is to be another; null for absent. */
export interface Correction {
  /** Through arrays by their index: `ProductionVariants.0.InitialInstanceCount`. */
  readonly path: string;
  readonly from: Json;
  readonly to: Json;
}

/**
 * The configuration under its own name with other values. It cannot be changed, so the endpoints move to a corrected
 * copy, the original is made again, and they move back: what names the configuration goes on naming it.
 */
export function makingAgain(
  name: string,
  { config, tags, endpoints }: Configured,
  corrections: readonly Correction[],
): readonly Step[] {
  const old = { config, tags, shown: shown(corrections, 'from') };
  const right = { config: corrected(config, corrections), tags, shown: shown(corrections, 'to') };
  const copy = copyOf(name);
  const again = [
    { ...taking(name), undo: making(name, old) },
    { ...making(name, right), undo: taking(name) },
  ];
  if (endpoints.length === 0) return again;
  const moving = (to: string, from: string): Step[] =>
    endpoints.map((endpoint) => ({ ...updating(endpoint, to), undo: updating(endpoint, from) }));
  return [
    { ...making(copy, right), undo: taking(copy) },
    ...moving(copy, name),
    ...again,
    ...moving(name, copy),
    { ...taking(copy), undo: making(copy, right) },
  ];
}

/** The lone variants of an endpoint on two instances each. */
export function doubling({ name, lone }: Endpoint): Step {
  const set = (counts: Endpoint['lone']) => ({
    call: apiCall<UpdateEndpointWeightsAndCapacitiesCommandInput>(
      'sagemaker',
      'UpdateEndpointWeightsAndCapacities',
      { EndpointName: name, DesiredWeightsAndCapacities: counts.map((each) => ({ ...each })) },
    ),
    until: {
      ...inService(name, {}),
      includes: { ProductionVariants: { ...counts[0] } },
    },
  });
  return { ...set(lone.map((each) => ({ ...each, DesiredInstanceCount: 2 }))), undo: set(lone) };
}

const shown = (corrections: readonly Correction[], side: 'from' | 'to') =>
  Object.fromEntries(corrections.map((each) => [each.path, [each[side]]]));

function corrected(config: JsonObject, corrections: readonly Correction[]): JsonObject {
  const copy = structuredClone(config) as JsonObject;
  for (const { path, to } of corrections) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    const at = names.reduce<object>((within, name) => Object(Reflect.get(within, name)), copy);
    Reflect.set(at, last, to);
  }
  return copy;
}

const describe = (EndpointConfigName: string) =>
  apiCall<DescribeEndpointConfigCommandInput>('sagemaker', 'DescribeEndpointConfig', { EndpointConfigName });

const describeEndpoint = (EndpointName: string) =>
  apiCall<DescribeEndpointCommandInput>('sagemaker', 'DescribeEndpoint', { EndpointName });

interface Made {
  readonly config: JsonObject;
  readonly tags: Configured['tags'];
  readonly shown: Condition['expect'];
}

const making = (name: string, { config, tags, shown }: Made) => ({
  call: apiCall<CreateEndpointConfigCommandInput>('sagemaker', 'CreateEndpointConfig', {
    ...(config as unknown as CreateEndpointConfigCommandInput),
    EndpointConfigName: name,
    ...(tags.length > 0 && { Tags: [...tags] }),
  }),
  until: answers(describe(name), { EndpointConfigName: [name], ...shown }),
});

const taking = (name: string) => ({
  call: apiCall<DeleteEndpointConfigCommandInput>('sagemaker', 'DeleteEndpointConfig', {
    EndpointConfigName: name,
  }),
  until: answers(describe(name), { EndpointConfigName: [null] }),
});

/** SageMaker keeps the old fleet until the new one is healthy, and goes back by itself when an alarm says so. */
const updating = ({ name, hasDeployment }: Endpoint, EndpointConfigName: string) => ({
  call: apiCall<UpdateEndpointCommandInput>('sagemaker', 'UpdateEndpoint', {
    EndpointName: name,
    EndpointConfigName,
    RetainAllVariantProperties: true,
    ...(hasDeployment && { RetainDeploymentConfig: true }),
  }),
  until: inService(name, { EndpointConfigName: [EndpointConfigName] }),
});

const inService = (name: string, expect: Condition['expect']): Condition => ({
  ...answers(describeEndpoint(name), { EndpointStatus: ['InService'], ...expect }),
  never: { EndpointStatus: ['Failed', 'UpdateRollbackFailed', 'OutOfService', 'Deleting'] },
});

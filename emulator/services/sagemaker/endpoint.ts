import type {
  DataCaptureConfigSummary,
  DescribeEndpointConfigOutput,
  DescribeEndpointOutput,
  ProductionVariant,
  ProductionVariantSummary,
  UpdateEndpointInput,
} from '@aws-sdk/client-sagemaker';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { invalid, listPage, tags } from './_shared.ts';
import { findEndpointConfig } from './endpoint-config.ts';

type Endpoint = Answer<DescribeEndpointOutput>;

const endpoints = createTable<Endpoint>();

const DEPLOYMENT_MS = 5 * 60_000;
const DELETION_MS = 60_000;

export const endpoint = {
  CreateEndpoint(input, call) {
    const { EndpointName: name, EndpointConfigName, DeploymentConfig, Tags } = input;
    const arn = arnOf(call, name);
    if (endpoints.get(call, name)) throw invalid(`Cannot create already existing endpoint "${arn}".`);
    const config = findEndpointConfig(call, EndpointConfigName);
    deploy(call, {
      ...shownOf(config),
      LastDeploymentConfig: DeploymentConfig,
      EndpointName: name,
      EndpointArn: arn,
      EndpointConfigName,
      EndpointStatus: 'Creating',
      CreationTime: call.now(),
      LastModifiedTime: call.now(),
    });
    tags.start(call, arn, fromTagList(Tags));
    return { EndpointArn: arn };
  },

  DescribeEndpoint: (input, call) => find(call, input.EndpointName),

  ListEndpoints(input, call) {
    const { page, NextToken } = listPage(endpoints.list(call), input, {
      name: (row) => row.EndpointName,
      status: (row) => row.EndpointStatus,
    });
    return { Endpoints: page, NextToken };
  },

  UpdateEndpoint(input, call) {
    const { EndpointName: name, EndpointConfigName, DeploymentConfig, RetainDeploymentConfig } = input;
    const current = settled(call, name, 'update');
    const shown = shownOf(findEndpointConfig(call, EndpointConfigName));
    deploy(call, {
      ...current,
      ...shown,
      ProductionVariants: retained(shown.ProductionVariants, current.ProductionVariants, input),
      LastDeploymentConfig: RetainDeploymentConfig ? current.LastDeploymentConfig : DeploymentConfig,
      EndpointConfigName,
      EndpointStatus: 'Updating',
      LastModifiedTime: call.now(),
    });
    return { EndpointArn: arnOf(call, name) };
  },

  UpdateEndpointWeightsAndCapacities(input, call) {
    const { EndpointName: name, DesiredWeightsAndCapacities: desired } = input;
    const current = settled(call, name, 'update');
    const known = new Set((current.ProductionVariants ?? []).map(({ VariantName }) => VariantName));
    const strange = desired.find(({ VariantName }) => !known.has(VariantName));
    if (strange) throw invalid(`The variant name(s) "${strange.VariantName}" is/are not present.`);
    const ProductionVariants = (current.ProductionVariants ?? []).map((variant) => {
      const asked = desired.find(({ VariantName }) => VariantName === variant.VariantName);
      const weight = asked?.DesiredWeight ?? variant.DesiredWeight;
      const count = asked?.DesiredInstanceCount ?? variant.DesiredInstanceCount;
      return withLoad(variant, weight, count);
    });
    const begun = { ...current, ProductionVariants, LastModifiedTime: call.now() };
    deploy(call, { ...begun, EndpointStatus: 'Updating' });
    return { EndpointArn: arnOf(call, name) };
  },

  DeleteEndpoint(input, call) {
    const current = settled(call, input.EndpointName, 'delete');
    const leaving: Endpoint = { ...current, EndpointStatus: 'Deleting', LastModifiedTime: call.now() };
    endpoints.put(call, input.EndpointName, leaving, { afterMs: DELETION_MS, become: () => undefined });
    tags.end(call, arnOf(call, input.EndpointName));
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

type Variants = Endpoint['ProductionVariants'];

/** Weights and numbers of instances that the endpoint has outlive an update that asks for it. */
function retained(next: Variants, now: Variants, input: UpdateEndpointInput): Variants {
  if (!input.RetainAllVariantProperties) return next;
  const excluded = new Set(
    (input.ExcludeRetainedVariantProperties ?? []).map(({ VariantPropertyType }) => VariantPropertyType),
  );
  return next?.map((variant) => {
    const old = now?.find(({ VariantName }) => VariantName === variant.VariantName);
    if (!old) return variant;
    return withLoad(
      variant,
      excluded.has('DesiredWeight') ? variant.DesiredWeight : old.DesiredWeight,
      excluded.has('DesiredInstanceCount') ? variant.DesiredInstanceCount : old.DesiredInstanceCount,
    );
  });
}

const withLoad = (
  variant: ProductionVariantSummary,
  weight: number | undefined,
  count: number | undefined,
): ProductionVariantSummary => ({
  ...variant,
  CurrentWeight: weight,
  DesiredWeight: weight,
  CurrentInstanceCount: count,
  DesiredInstanceCount: count,
});

function deploy(call: Call, begun: Endpoint): void {
  endpoints.put(call, begun.EndpointName ?? '', begun, {
    afterMs: DEPLOYMENT_MS,
    become: (at) => ({ ...begun, EndpointStatus: 'InService', LastModifiedTime: at }),
  });
}

function find(call: Call, name: string): Endpoint {
  const found = endpoints.get(call, name);
  if (found === undefined) throw invalid(`Could not find endpoint "${arnOf(call, name)}".`);
  return found;
}

function settled(call: Call, name: string, deed: string): Endpoint {
  const found = find(call, name);
  if (found.EndpointStatus === 'InService' || found.EndpointStatus === 'Failed') return found;
  throw invalid(`Cannot ${deed} in-progress endpoint "${arnOf(call, name)}".`);
}

function shownOf(config: Answer<DescribeEndpointConfigOutput>): Partial<Endpoint> {
  const { ProductionVariants, ShadowProductionVariants, DataCaptureConfig, ...rest } = config;
  return {
    AsyncInferenceConfig: rest.AsyncInferenceConfig,
    ExplainerConfig: rest.ExplainerConfig,
    MetricsConfig: rest.MetricsConfig,
    ProductionVariants: ProductionVariants?.map(variantSummary),
    ShadowProductionVariants: ShadowProductionVariants?.map(variantSummary),
    DataCaptureConfig: DataCaptureConfig === undefined ? undefined : captureSummary(DataCaptureConfig),
  };
}

function variantSummary(variant: ProductionVariant): ProductionVariantSummary {
  return {
    VariantName: variant.VariantName,
    CurrentWeight: variant.InitialVariantWeight ?? 1,
    DesiredWeight: variant.InitialVariantWeight ?? 1,
    CurrentInstanceCount: variant.InitialInstanceCount,
    DesiredInstanceCount: variant.InitialInstanceCount,
    CurrentServerlessConfig: variant.ServerlessConfig,
    ManagedInstanceScaling: variant.ManagedInstanceScaling,
    RoutingConfig: variant.RoutingConfig,
  };
}

function captureSummary(
  config: NonNullable<DescribeEndpointConfigOutput['DataCaptureConfig']>,
): DataCaptureConfigSummary {
  return {
    EnableCapture: config.EnableCapture ?? false,
    CaptureStatus: config.EnableCapture === true ? 'Started' : 'Stopped',
    CurrentSamplingPercentage: config.InitialSamplingPercentage,
    DestinationS3Uri: config.DestinationS3Uri,
    // The answer must have it; without a key it is empty.
    KmsKeyId: config.KmsKeyId ?? '',
  };
}

function arnOf(call: Call, name: string): string {
  return call.arn(`endpoint/${name.toLowerCase()}`);
}

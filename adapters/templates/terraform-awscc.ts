import type { ResourceDefinition, TerraformMapping } from '../../resources/definition.ts';

/**
 * The resource of the awscc provider, which is made from CloudFormation's own schemas: its names are CloudFormation's in
 * snake case, and what nobody sets is left to Cloud Control. Undefined for a type that CloudFormation has not.
 */
export function awsccMapping({ type, ours }: ResourceDefinition): TerraformMapping | undefined {
  const [, service = '', resource = ''] = type.split('::');
  if (ours) return undefined;
  return { type: `awscc_${service.toLowerCase()}_${snakeCased(resource)}`, properties: {}, computed: 'all' };
}

/** `MlflowTrackingServer` → `mlflow_tracking_server`. */
const snakeCased = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();

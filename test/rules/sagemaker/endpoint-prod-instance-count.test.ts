import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/endpoint-prod-instance-count.ts';
import { testRule } from '../../support/judge-rule.ts';

const variants = (...ProductionVariants: object[]) => ({ properties: { ProductionVariants } as never });
const on = (InitialInstanceCount: unknown, ManagedInstanceScaling: object | null = null) => ({
  InstanceType: 'ml.m5.large',
  InitialInstanceCount,
  ManagedInstanceScaling,
});
const SERVERLESS = { ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } };

testRule(rule, {
  COMPLIANT: {
    'two instances': variants(on(2)),
    'a number as text': variants(on('3')),
    'scaling keeps two': variants(on(1, { Status: 'ENABLED', MinInstanceCount: 2 })),
    'two instances beside a serverless variant': variants(on(2), SERVERLESS),
    'shadow variants answer nobody': {
      properties: { ProductionVariants: [on(2)], ShadowProductionVariants: [on(1)] } as never,
    },
  },
  NON_COMPLIANT: {
    'one instance': { ...variants(on(1)), observations: [{ actual: 1 }] },
    'no count': variants({ InstanceType: 'ml.m5.large' }),
    'one of two variants': variants(on(2), on(1)),
    'scaling keeps one': variants(on(1, { Status: 'ENABLED', MinInstanceCount: 1 })),
    'scaling is off': variants(on(1, { Status: 'DISABLED', MinInstanceCount: 2 })),
    'a certain variant wins over an unknown neighbour': variants(unknown('an import'), on(1)),
  },
  NOT_APPLICABLE: { serverless: variants(SERVERLESS), 'no variants': { properties: {} } },
  INSUFFICIENT_DATA: {
    'the count is unknown': variants(on(unknown('parameter X has no default'))),
    'two instances beside an unknown variant': variants(on(2), unknown('an import')),
    'a serverless variant beside an unknown one': variants(SERVERLESS, unknown('an import')),
    'the variants are unknown': { properties: { ProductionVariants: unknown('a transform') } },
  },
});

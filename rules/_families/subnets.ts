import { compliant, nonCompliant, type Verdict } from '../../engine/rule.ts';

interface Subnets {
  readonly path: string;
  readonly subnets: readonly string[] | undefined;
}

/** One subnet is enough to be in a VPC, even one whose id is known only after apply. */
export const hasSubnets = ({ path, subnets }: Subnets): Verdict =>
  subnets?.length
    ? compliant
    : nonCompliant({ path, expected: 'at least one subnet', actual: subnets ?? null });

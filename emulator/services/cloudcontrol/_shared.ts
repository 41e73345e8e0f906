import type { Call } from '../../service.ts';

/** An ARN of another service than Cloud Control. */
export const arn = ({ partition, region, account }: Call, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

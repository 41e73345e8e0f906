import { AwsError } from './errors.ts';
import type { Call } from './service.ts';

/** The fault of `<operation>.<part>` that lets one part of a call fail, in a call that succeeds. */
export function struckPart(
  { world, service, operation, account, region }: Call,
  part: string,
  input: unknown,
): AwsError | undefined {
  try {
    world.faults.strike('before', { service, operation: `${operation}.${part}`, account, region, input });
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

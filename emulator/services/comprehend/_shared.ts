import { AwsError } from '../../errors.ts';
import { createTags } from '../../tags.ts';

/** Tags of every Comprehend resource. */
export const tags = createTags();

export function notFound(arn: string): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    `RESOURCE_NOT_FOUND: Could not find specified resource. ${arn}`,
  );
}

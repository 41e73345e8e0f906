import { compliant, nonCompliant, type Verdict } from '../../engine/rule.ts';

/** A KMS key is named, whoever manages it: where the choice is between a named key and none that KMS knows of. */
export const namesKey = ({
  path,
  key,
}: {
  readonly path: string;
  readonly key: string | undefined;
}): Verdict => (key ? compliant : nonCompliant({ path, expected: 'a KMS key', actual: key ?? null }));

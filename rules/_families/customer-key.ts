import { compliant, insufficientData, nonCompliant, type Related, type Verdict } from '../../engine/rule.ts';

/** `alias/aws/…` names are AWS's own; nobody else can create one (KMS API, CreateAlias). */
const AWS_ALIAS = /(^|:)alias\/aws\//;
const CUSTOMER_ALIAS = /(^|:)alias\/(?!aws\/)/;

const EXPECTED = 'a customer managed KMS key';

interface CustomerKey {
  readonly path: string;
  readonly key: string | undefined;
}

/** A key is named, and not one of AWS's aliases. Enough where the service takes customer managed keys only. */
export function namesCustomerKey({ path, key }: CustomerKey): Verdict {
  const isCustomers = key !== undefined && key !== '' && !AWS_ALIAS.test(key);
  return isCustomers ? compliant : nonCompliant({ path, expected: EXPECTED, actual: key ?? null });
}

/** A key is named, and KMS says that the customer manages it: where the service would take an AWS managed one too. */
export function hasCustomerKey({
  path,
  key,
  related: [related],
}: CustomerKey & { readonly related: readonly Related<'AWS::KMS::Key'>[] }): Verdict {
  const named = namesCustomerKey({ path, key });
  // An alias outside `alias/aws/` can only point to a customer managed key.
  if (named.status !== 'COMPLIANT' || related === undefined || CUSTOMER_ALIAS.test(key ?? '')) return named;
  const manager = related.read().KeyManager;
  if (manager === undefined) return insufficientData(`KMS did not say who manages ${key}`);
  return manager === 'CUSTOMER'
    ? compliant
    : nonCompliant({ path, expected: EXPECTED, actual: `${key} (KeyManager ${manager})` });
}

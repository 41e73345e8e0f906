import type { DescribeDomainCommandInput, UpdateDomainCommandInput } from '@aws-sdk/client-sagemaker';
import type { JsonObject } from '../../resources/resource.ts';
import { type ApiCall, apiCall, type Condition } from '../remediation.ts';

export const describeDomain = (DomainId: string): ApiCall =>
  apiCall<DescribeDomainCommandInput>('sagemaker', 'DescribeDomain', { DomainId });

/** Why it cannot be updated yet. */
export const notInService = ({ Status }: JsonObject): string | undefined =>
  Status === 'InService' ? undefined : `the domain is ${String(Status)}; wait until it is InService`;

interface Turn {
  /** Settings that are not named stay as they are. */
  readonly update: Omit<UpdateDomainCommandInput, 'DomainId'>;
  /** What the domain says of itself when it is done. */
  readonly expect: Condition['expect'];
}

export const updatingDomain = (DomainId: string, { update, expect }: Turn) => ({
  call: apiCall<UpdateDomainCommandInput>('sagemaker', 'UpdateDomain', { DomainId, ...update }),
  until: {
    call: describeDomain(DomainId),
    expect: { Status: ['InService'], ...expect },
    never: { Status: ['Failed', 'Update_Failed', 'Deleting'] },
  },
});

export const domainPermissions = ['sagemaker:DescribeDomain', 'sagemaker:UpdateDomain'] as const;

export const memberOf = (value: JsonObject[string], name: string): JsonObject =>
  (Reflect.get(Object(value), name) ?? {}) as JsonObject;

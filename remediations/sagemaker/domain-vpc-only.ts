import type { DescribeDomainCommandInput, UpdateDomainCommandInput } from '@aws-sdk/client-sagemaker';
import type { Json } from '../../resources/resource.ts';
import { apiCall, change, defineRemediation, draft, notYet } from '../remediation.ts';

export default defineRemediation({
  id: 'sagemaker-domain-vpc-only',
  title: 'Send the domain’s traffic through its VPC only',
  resourceType: 'AWS::SageMaker::Domain',
  repairs: ['sagemaker-domain-vpc-only'],
  risk: 'disruptive',
  breaks:
    'Apps started from then on reach only what the VPC’s subnets reach: without interface endpoints of SageMaker, S3 and ' +
    'others, or a NAT gateway, Studio does not start. SageMaker refuses while apps are running.',
  permissions: ['sagemaker:DescribeDomain', 'sagemaker:UpdateDomain'],
  references: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateDomain.html'],

  async read({ id }, ask) {
    const { AppNetworkAccessType, Status } = await ask(describe(id));
    return { AppNetworkAccessType, Status };
  },

  plan({ resource: { id }, before: { AppNetworkAccessType: was, Status } }) {
    if (Status !== 'InService') return notYet(`the domain is ${String(Status)}; wait until it is InService`);
    return draft(
      [change('AppNetworkAccessType', was, 'VpcOnly')],
      [{ ...setting(id, 'VpcOnly'), undo: setting(id, was ?? 'PublicInternetOnly') }],
    );
  },
});

const describe = (DomainId: string) =>
  apiCall<DescribeDomainCommandInput>('sagemaker', 'DescribeDomain', { DomainId });

const setting = (DomainId: string, type: Json) => ({
  call: apiCall<UpdateDomainCommandInput>('sagemaker', 'UpdateDomain', {
    DomainId,
    AppNetworkAccessType: type as UpdateDomainCommandInput['AppNetworkAccessType'],
  }),
  until: {
    call: describe(DomainId),
    expect: { Status: ['InService'], AppNetworkAccessType: [type] },
    never: { Status: ['Failed', 'Update_Failed', 'Deleting'] },
  },
});

import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::IAM::ManagedPolicy',
  action: 'iam:ListPolicies',
  isGlobal: true,
  async open(aws) {
    const { IAMClient, ListPoliciesCommand } = await import('../../clients/iam.ts');
    const client = aws.client(IAMClient, null);
    return async (Marker) => {
      const page = await client.send(new ListPoliciesCommand({ Scope: 'Local', Marker, MaxItems: 1000 }));
      const rows = page.Policies?.map(({ PolicyName: id, Arn: arn }) => ({ id, arn }));
      return { rows, next: page.Marker };
    };
  },
});

import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::IAM::Role',
  action: 'iam:ListRoles',
  isGlobal: true,
  async open(aws) {
    const { IAMClient, ListRolesCommand } = await import('../../clients/iam.ts');
    const client = aws.client(IAMClient, null);
    return async (Marker) => {
      const page = await client.send(new ListRolesCommand({ Marker, MaxItems: 1000 }));
      const rows = page.Roles?.map(({ RoleName: id, Arn: arn }) => ({ id, arn }));
      return { rows, next: page.Marker };
    };
  },
});

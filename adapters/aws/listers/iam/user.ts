import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::IAM::User',
  action: 'iam:ListUsers',
  isGlobal: true,
  async open(aws) {
    const { IAMClient, ListUsersCommand } = await import('../../clients/iam.ts');
    const client = aws.client(IAMClient, null);
    return async (Marker) => {
      const page = await client.send(new ListUsersCommand({ Marker, MaxItems: 1000 }));
      const rows = page.Users?.map(({ UserName: id, Arn: arn }) => ({ id, arn }));
      return { rows, next: page.Marker };
    };
  },
});

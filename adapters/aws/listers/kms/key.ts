import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::KMS::Key',
  action: 'kms:ListKeys',
  async open(aws, { region }) {
    const { KMSClient, ListKeysCommand } = await import('../../clients/kms.ts');
    const client = aws.client(KMSClient, region);
    return async (Marker) => {
      const page = await client.send(new ListKeysCommand({ Marker, Limit: 1000 }));
      const rows = page.Keys?.map(({ KeyId: id, KeyArn: arn }) => ({ id, arn }));
      return { rows, next: page.NextMarker };
    };
  },
});

import type { CollectionDetail } from '@aws-sdk/client-opensearchserverless';
import type { Json } from '../../../../resources/resource.ts';
import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader, type Reading } from '../../reader.ts';
import { tagList } from '../../tags.ts';

const type = 'AWS::OpenSearchServerless::Collection';

export default defineReader({
  type,
  actions: ['aoss:BatchGetCollection', 'aoss:ListTagsForResource'],
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { BatchGetCollectionCommand, OpenSearchServerlessClient } = await import(
      '../../clients/opensearch-serverless.ts'
    );
    const client = aws.client(OpenSearchServerlessClient, ref.region);
    const { collectionDetails } = await ask('aoss:BatchGetCollection', () =>
      client.send(new BatchGetCollectionCommand({ ids: [ref.id] })),
    );
    const collection = collectionDetails?.[0];
    // One that does not exist is an entry among the errors of an answer that succeeded.
    if (collection === undefined) return { outcome: 'not-found' };
    const { arn, createdDate, status } = collection;
    const Tags = await tagsOf(reading, arn);
    return {
      properties: { ...toCloudFormation(collection, type), EncryptionConfig: encryptionOf(collection), Tags },
      arn,
      createdAt: createdDate === undefined ? undefined : new Date(createdDate),
      status,
    };
  },
});

/** Who asked for the key, the collection or a policy, no read tells; which one it is, the collection does. */
function encryptionOf({ kmsKeyArn }: CollectionDetail): Json | undefined {
  if (kmsKeyArn === undefined) return undefined;
  return kmsKeyArn === 'auto' ? { AWSOwnedKey: true } : { AWSOwnedKey: false, KmsKeyArn: kmsKeyArn };
}

async function tagsOf(
  { ref, aws, aside }: Reading<'aoss:ListTagsForResource'>,
  resourceArn: string | undefined,
) {
  const { ListTagsForResourceCommand, OpenSearchServerlessClient } = await import(
    '../../clients/opensearch-serverless.ts'
  );
  const client = aws.client(OpenSearchServerlessClient, ref.region);
  return aside('aoss:ListTagsForResource', async (): Promise<Json[]> => {
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    return tagList(tags);
  });
}

import type { Json } from '../../../../resources/resource.ts';
import { allPages } from '../../pages.ts';
import type { Reading } from '../../reader.ts';
import { tagList } from '../../tags.ts';

/** Tags of any SageMaker resource; Describe leaves them out. */
export async function sagemakerTags(reading: Reading<'sagemaker:ListTags'>, ResourceArn: string | undefined) {
  const { ref, aws, aside } = reading;
  const { ListTagsCommand, SageMakerClient } = await import('../../clients/sagemaker.ts');
  const client = aws.client(SageMakerClient, ref.region);
  return aside('sagemaker:ListTags', async (): Promise<Json[]> => {
    const tags = await allPages(async (NextToken) => {
      const page = await client.send(new ListTagsCommand({ ResourceArn, NextToken }));
      return { rows: page.Tags, next: page.NextToken };
    });
    return tagList(tags);
  });
}

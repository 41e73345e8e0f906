import type { Json } from '../../../../resources/resource.ts';
import { arnOf } from '../../arn.ts';
import { toCloudFormation } from '../../cloudformation.ts';
import { defineReader, type Reading, WRITE_ONLY } from '../../reader.ts';
import { tagList } from '../../tags.ts';

const type = 'AWS::Comprehend::EntityRecognizer';

export default defineReader({
  type,
  actions: ['comprehend:DescribeEntityRecognizer', 'comprehend:ListTagsForResource'],
  unread: { ModelPolicy: WRITE_ONLY },
  async read(reading) {
    const { ref, aws, ask } = reading;
    const { ComprehendClient, DescribeEntityRecognizerCommand } = await import('../../clients/comprehend.ts');
    const client = aws.client(ComprehendClient, ref.region);
    const EntityRecognizerArn = arnOf(ref, 'comprehend', `entity-recognizer/${ref.id}`);
    const { EntityRecognizerProperties: found } = await ask('comprehend:DescribeEntityRecognizer', () =>
      client.send(new DescribeEntityRecognizerCommand({ EntityRecognizerArn })),
    );
    const arn = found?.EntityRecognizerArn ?? EntityRecognizerArn;
    const Tags = await tagsOf(reading, arn);
    return {
      properties: { ...toCloudFormation(found ?? {}, type), RecognizerName: nameIn(arn), Tags },
      arn,
      createdAt: found?.SubmitTime,
      // No status: training takes hours, and nothing of what is judged changes meanwhile.
    };
  },
});

/** `entity-recognizer/name/version/v`: the description has the name in the ARN only. */
const nameIn = (arn: string | undefined): string | undefined => arn?.split('/')[1];

async function tagsOf(
  { ref, aws, aside }: Reading<'comprehend:ListTagsForResource'>,
  ResourceArn: string | undefined,
) {
  const { ComprehendClient, ListTagsForResourceCommand } = await import('../../clients/comprehend.ts');
  const client = aws.client(ComprehendClient, ref.region);
  return aside('comprehend:ListTagsForResource', async (): Promise<Json[]> => {
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn }));
    return tagList(Tags);
  });
}

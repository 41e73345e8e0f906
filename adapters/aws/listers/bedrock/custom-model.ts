import definition from '../../../../resources/bedrock/custom-model.ts';
import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::Bedrock::CustomModel',
  action: 'bedrock:ListCustomModels',
  async open(aws, { region }) {
    const { BedrockClient, ListCustomModelsCommand } = await import('../../clients/bedrock.ts');
    const client = aws.client(BedrockClient, region);
    return async (nextToken) => {
      const page = await client.send(
        new ListCustomModelsCommand({ isOwned: true, nextToken, maxResults: 1000 }),
      );
      const rows = page.modelSummaries?.map(({ modelArn: arn }) => ({
        id: definition.idFrom?.(arn ?? ''),
        arn,
      }));
      return { rows, next: page.nextToken };
    };
  },
});

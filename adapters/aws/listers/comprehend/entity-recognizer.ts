import definition from '../../../../resources/comprehend/entity-recognizer.ts';
import { pagedLister } from '../_paged.ts';

export default pagedLister({
  type: 'AWS::Comprehend::EntityRecognizer',
  action: 'comprehend:ListEntityRecognizers',
  async open(aws, { region }) {
    const { ComprehendClient, ListEntityRecognizersCommand } = await import('../../clients/comprehend.ts');
    const client = aws.client(ComprehendClient, region);
    return async (NextToken) => {
      const page = await client.send(new ListEntityRecognizersCommand({ NextToken, MaxResults: 500 }));
      const rows = page.EntityRecognizerPropertiesList?.map(({ EntityRecognizerArn: arn }) => ({
        id: definition.idFrom?.(arn ?? ''),
        arn,
      }));
      return { rows, next: page.NextToken };
    };
  },
});

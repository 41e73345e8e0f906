import {
  ComprehendClient,
  CreateEntityRecognizerCommand,
  DeleteEntityRecognizerCommand,
  DescribeEntityRecognizerCommand,
  ListEntityRecognizersCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-comprehend';
import { expect, it } from 'vitest';
import { allPages, type Endpoint, refusal } from '../kit.ts';
import { type Kind, lifeContract, type Tagging } from './life.ts';

const recognizer = (RecognizerName: string) =>
  new CreateEntityRecognizerCommand({
    RecognizerName,
    LanguageCode: 'en',
    DataAccessRoleArn: 'arn:aws:iam::111122223333:role/Comprehend',
    InputDataConfig: { EntityTypes: [{ Type: 'PART' }] },
  });

const KINDS: Kind<ComprehendClient>[] = [
  {
    kind: 'entity recognizer',
    async create(comprehend, name) {
      const { EntityRecognizerArn: arn } = await comprehend.send(recognizer(name));
      return { arn, id: arn };
    },
    arn: (id) => id.split(':').slice(5).join(':'),
    describe: (comprehend, EntityRecognizerArn) =>
      comprehend.send(new DescribeEntityRecognizerCommand({ EntityRecognizerArn })),
    list: async (comprehend) =>
      (await comprehend.send(new ListEntityRecognizersCommand({}))).EntityRecognizerPropertiesList,
    remove: (comprehend, EntityRecognizerArn) =>
      comprehend.send(new DeleteEntityRecognizerCommand({ EntityRecognizerArn })),
    twice: 'ResourceInUseException',
    unknown: { name: 'ResourceNotFoundException', message: 'RESOURCE_NOT_FOUND' },
  },
];

const TAGGING: Tagging<ComprehendClient> = {
  add: (comprehend, ResourceArn, tags) => {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    return comprehend.send(new TagResourceCommand({ ResourceArn, Tags }));
  },
  remove: (comprehend, ResourceArn, TagKeys) =>
    comprehend.send(new UntagResourceCommand({ ResourceArn, TagKeys })),
  async list(comprehend, ResourceArn) {
    const { Tags = [] } = await comprehend.send(new ListTagsForResourceCommand({ ResourceArn }));
    return Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
  },
  unknown: 'ResourceNotFoundException',
};

/** What Comprehend promises about entity recognizers. */
export function comprehendContract(open: () => Endpoint): void {
  lifeContract(open, { service: 'comprehend', Client: ComprehendClient, kinds: KINDS, tagging: TAGGING });

  it('an entity recognizer in training cannot be deleted', async () => {
    const comprehend = open().client(ComprehendClient);
    const { EntityRecognizerArn } = await comprehend.send(recognizer('parts'));
    const early = comprehend.send(new DeleteEntityRecognizerCommand({ EntityRecognizerArn }));
    expect((await refusal(early)).name).toBe('ResourceInUseException');
  });

  it('entity recognizers are listed page by page', async () => {
    const comprehend = open().client(ComprehendClient);
    for (const name of ['a', 'b', 'c']) await comprehend.send(recognizer(name));
    const { rows, pages } = await allPages(async (NextToken) => {
      const page = await comprehend.send(new ListEntityRecognizersCommand({ NextToken, MaxResults: 2 }));
      return { rows: page.EntityRecognizerPropertiesList, token: page.NextToken };
    });
    expect([rows.length, pages]).toEqual([3, 2]);
  });
}

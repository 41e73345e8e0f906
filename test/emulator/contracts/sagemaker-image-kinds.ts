import {
  CreateAppImageConfigCommand,
  CreateImageCommand,
  DeleteAppImageConfigCommand,
  DeleteImageCommand,
  DescribeAppImageConfigCommand,
  DescribeImageCommand,
  ListAppImageConfigsCommand,
  ListImagesCommand,
  SageMakerClient,
  UpdateImageCommand,
} from '@aws-sdk/client-sagemaker';
import { expect, it } from 'vitest';
import type { Endpoint } from '../kit.ts';
import type { Kind } from './life.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Execution';

/** What Studio's apps are made of. */
export const IMAGE_KINDS: Kind<SageMakerClient>[] = [
  {
    kind: 'image',
    async create(sagemaker, ImageName) {
      const { ImageArn } = await sagemaker.send(new CreateImageCommand({ ImageName, RoleArn: ROLE }));
      return { arn: ImageArn, id: ImageName };
    },
    arn: (id) => `image/${id.toLowerCase()}`,
    describe: (sagemaker, ImageName) => sagemaker.send(new DescribeImageCommand({ ImageName })),
    list: async (sagemaker) => (await sagemaker.send(new ListImagesCommand({}))).Images,
    remove: (sagemaker, ImageName) => sagemaker.send(new DeleteImageCommand({ ImageName })),
    twice: 'ResourceInUse',
    unknown: { name: 'ResourceNotFound', message: 'does not exist' },
  },
  {
    kind: 'app image configuration',
    async create(sagemaker, AppImageConfigName) {
      const made = await sagemaker.send(new CreateAppImageConfigCommand({ AppImageConfigName }));
      return { arn: made.AppImageConfigArn, id: AppImageConfigName };
    },
    arn: (id) => `app-image-config/${id.toLowerCase()}`,
    describe: (sagemaker, AppImageConfigName) =>
      sagemaker.send(new DescribeAppImageConfigCommand({ AppImageConfigName })),
    list: async (sagemaker) => (await sagemaker.send(new ListAppImageConfigsCommand({}))).AppImageConfigs,
    remove: (sagemaker, AppImageConfigName) =>
      sagemaker.send(new DeleteAppImageConfigCommand({ AppImageConfigName })),
    twice: 'ResourceInUse',
    unknown: { name: 'ResourceNotFound', message: 'does not exist' },
  },
];

/** What SageMaker promises about updates of images, and their order. */
export function sagemakerImagesContract(open: () => Endpoint): void {
  it('an image loses by an update what is to be deleted, and keeps what is not named', async () => {
    const endpoint = open();
    const sagemaker = endpoint.client(SageMakerClient);
    const name = { ImageName: 'torch' };
    const DisplayName = 'Torch 2';
    await sagemaker.send(new CreateImageCommand({ ...name, RoleArn: ROLE, DisplayName, Description: 'old' }));
    await endpoint.settle();
    await sagemaker.send(new UpdateImageCommand({ ...name, Description: 'new' }));
    expect(await sagemaker.send(new DescribeImageCommand(name))).toMatchObject({ ImageStatus: 'UPDATING' });
    await endpoint.settle();
    const updated = { ImageStatus: 'CREATED', Description: 'new', DisplayName };
    expect(await sagemaker.send(new DescribeImageCommand(name))).toMatchObject(updated);
    await sagemaker.send(new UpdateImageCommand({ ...name, DeleteProperties: ['Description'] }));
    await endpoint.settle();
    const described = await sagemaker.send(new DescribeImageCommand(name));
    expect([described.Description, described.DisplayName]).toEqual([undefined, DisplayName]);
  });

  it('images are listed in the order that is asked for', async () => {
    const sagemaker = open().client(SageMakerClient);
    for (const ImageName of ['beta', 'alpha']) {
      await sagemaker.send(new CreateImageCommand({ ImageName, RoleArn: ROLE }));
    }
    const by = async (SortOrder: 'ASCENDING' | 'DESCENDING') => {
      const { Images } = await sagemaker.send(new ListImagesCommand({ SortBy: 'IMAGE_NAME', SortOrder }));
      return Images?.map((each) => each.ImageName);
    };
    expect(await by('ASCENDING')).toEqual(['alpha', 'beta']);
    expect(await by('DESCENDING')).toEqual(['beta', 'alpha']);
  });
}

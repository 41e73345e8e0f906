import type { DescribeImageResponse } from '@aws-sdk/client-sagemaker';
import type { Answer, Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { inUse, listPage, notFound, tags } from './_shared.ts';

type Image = Answer<DescribeImageResponse>;

const images = createTable<Image>();

const CHANGE_MS = 5_000;

/** As ListImages names what others sort by. */
const COLUMNS: Readonly<Record<string, string>> = {
  IMAGE_NAME: 'Name',
  CREATION_TIME: 'CreationTime',
  LAST_MODIFIED_TIME: 'LastModifiedTime',
};

export const image = {
  CreateImage(input, call) {
    const { Tags, ...given } = input;
    const arn = call.arn(`image/${input.ImageName.toLowerCase()}`);
    if (images.get(call, input.ImageName)) throw inUse(`Image ${arn} already exists.`);
    settleIn(call, { ...given, ImageArn: arn, CreationTime: call.now() }, 'CREATING');
    tags.start(call, arn, fromTagList(Tags));
    return { ImageArn: arn };
  },

  DescribeImage: (input, call) => find(call, input.ImageName),

  ListImages(input, call) {
    const { page, NextToken } = listPage(
      images.list(call),
      {
        ...input,
        SortBy: COLUMNS[input.SortBy ?? 'CREATION_TIME'],
        SortOrder: input.SortOrder === 'ASCENDING' ? 'Ascending' : 'Descending',
      },
      { name: (row) => row.ImageName },
    );
    const Images = page.map(({ RoleArn: _, ...row }) => ({
      ...row,
      ImageArn: row.ImageArn,
      ImageName: row.ImageName,
      ImageStatus: row.ImageStatus,
      CreationTime: row.CreationTime,
      LastModifiedTime: row.LastModifiedTime,
    }));
    return { Images, NextToken };
  },

  UpdateImage(input, call) {
    const { DeleteProperties = [], ...given } = input;
    const current = { ...find(call, input.ImageName), ...given };
    const kept = Object.entries(current).filter(([name]) => !DeleteProperties.includes(name));
    settleIn(call, Object.fromEntries(kept) as Image, 'UPDATING');
    return { ImageArn: current.ImageArn };
  },

  DeleteImage(input, call) {
    const current = find(call, input.ImageName);
    const leaving: Image = { ...current, ImageStatus: 'DELETING' };
    images.put(call, input.ImageName, leaving, { afterMs: CHANGE_MS, become: () => undefined });
    tags.end(call, current.ImageArn ?? '');
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sagemaker')>;

function find(call: Call, name: string): Image {
  const found = images.get(call, name);
  if (found === undefined) throw notFound(`Image ${name} does not exist.`);
  return found;
}

function settleIn(call: Call, changed: Image, ImageStatus: 'CREATING' | 'UPDATING'): void {
  const begun: Image = { ...changed, ImageStatus, LastModifiedTime: call.now() };
  images.put(call, changed.ImageName ?? '', begun, {
    afterMs: CHANGE_MS,
    become: (at) => ({ ...begun, ImageStatus: 'CREATED', LastModifiedTime: at }),
  });
}

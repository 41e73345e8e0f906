import type { DescribeImageCommandInput, UpdateImageCommandInput } from '@aws-sdk/client-sagemaker';
import type { Json, JsonObject } from '../../resources/resource.ts';
import { answers, apiCall, change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';

/** Of UpdateImage. */
const LONGEST = 512;

export default defineRemediation({
  id: 'sagemaker-image-described',
  title: 'Describe the image with what is known of it',
  resourceType: 'AWS::SageMaker::Image',
  repairs: ['sagemaker-image-described'],
  risk: 'safe',
  breaks:
    'Nothing that is there changes. The description is the image’s own tag `description`, or else its display name: better ' +
    'words are its owner’s to write.',
  permissions: ['sagemaker:DescribeImage', 'sagemaker:UpdateImage'],
  references: ['https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateImage.html'],

  async read({ id }, ask) {
    const { Description, DisplayName, ImageStatus } = await ask(describe(id));
    return { Description, DisplayName, ImageStatus };
  },

  plan({ resource: { id, properties }, before }) {
    const { Description: was, DisplayName, ImageStatus } = before;
    if (textOf(was)) return refuse('it is so already');
    if (ImageStatus !== 'CREATED')
      return notYet(`the image is ${String(ImageStatus)}; wait until it is CREATED`);
    const words = textOf(taggedIn(properties)) || textOf(DisplayName);
    if (!words) return refuse('nothing says what the image is for: no tag `description`, no display name');
    return draft(
      [change('ImageDescription', was, words)],
      [{ ...describing(id, words), undo: describing(id, was ?? null) }],
    );
  },
});

const describe = (ImageName: string) =>
  apiCall<DescribeImageCommandInput>('sagemaker', 'DescribeImage', { ImageName });

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value.trim().slice(0, LONGEST) : '';

function taggedIn({ Tags }: JsonObject): Json | undefined {
  const tags = Array.isArray(Tags) ? Tags.map(Object) : [];
  return tags.find(({ Key }) => String(Key).toLowerCase() === 'description')?.Value;
}

/** Absent is not the same as empty: what was not there is deleted. */
const describing = (ImageName: string, Description: Json) => ({
  call: apiCall<UpdateImageCommandInput>('sagemaker', 'UpdateImage', {
    ImageName,
    ...(typeof Description === 'string' ? { Description } : { DeleteProperties: ['Description'] }),
  }),
  until: {
    ...answers(describe(ImageName), { ImageStatus: ['CREATED'], Description: [Description] }),
    never: { ImageStatus: ['UPDATE_FAILED', 'DELETING', 'DELETE_FAILED'] },
  },
});

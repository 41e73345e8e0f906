import { createTags } from '../../tags.ts';

export const tags = createTags();

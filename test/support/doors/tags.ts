/** One tag, in each of the ways to write it. */
export const tagged = {
  map: { owner: 'chat' },
  list: [{ Key: 'owner', Value: 'chat' }],
  camelList: [{ key: 'owner', value: 'chat' }],
  plan: { tags: { owner: 'chat' }, tags_all: { owner: 'chat' } },
};

/** The provider's newer resources plan an empty map where neither they nor its defaults have a tag. */
export const untaggedPlan = { tags: null, tags_all: {} };

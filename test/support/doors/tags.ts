/** One tag, in each of the ways to write it. */
export const tagged = {
  map: { owner: 'chat' },
  list: [{ Key: 'owner', Value: 'chat' }],
  camelList: [{ key: 'owner', value: 'chat' }],
  plan: { tags: { owner: 'chat' }, tags_all: { owner: 'chat' } },
};

/** The provider's newer resources plan an empty map where neither they nor its defaults have a tag. */
export const untaggedPlan = { tags: null, tags_all: {} };

/** Its older ones leave the map open until it is applied. */
export const OPEN_IN_PLAN = 'without a tag, the provider leaves tags_all open';

import { listers } from '../adapters/aws/listers/index.ts';
import { typesOf } from '../engine/config-rules.ts';
import type { Rule } from '../engine/rule.ts';
import type { Config } from './config.ts';
import type { List } from './sweep-definition.ts';

/** Where events of services without Regions appear: IAM, Organizations. */
const globalRegion = (region: string): string => {
  if (region.startsWith('cn-')) return 'cn-north-1';
  return region.startsWith('us-gov-') ? 'us-gov-west-1' : 'us-east-1';
};

/** Regions in which resources are judged, the home Region first. */
export const watchedRegions = ({ region, otherRegions }: Config): readonly string[] => [
  ...new Set([region, ...otherRegions]),
];

/** Regions that send their events home. */
export const forwardingRegions = (config: Config): readonly string[] =>
  [...new Set([globalRegion(config.region), ...config.otherRegions])].filter(
    (each) => each !== config.region,
  );

/** Regions that evidence may be about: what is judged is in a watched one, or in that of global services. */
export const shardRegions = (config: Config): readonly string[] => [
  ...new Set([...watchedRegions(config), ...forwardingRegions(config)]),
];

/** What a sweep lists in each account: every judged type that can be found, in every Region that has it. */
export function listsOf(rules: readonly Rule[], regions: readonly string[]): readonly List[] {
  const judged = new Set(rules.flatMap(typesOf));
  return Object.values(listers)
    .filter(({ type }) => judged.has(type))
    .flatMap(({ type, isGlobal }) =>
      (isGlobal ? regions.slice(0, 1) : regions).map((region) => ({ type, region })),
    );
}

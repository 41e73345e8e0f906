import { arnPattern, parseArn, partitionOf } from './arn.ts';
import type { ResourceDefinition } from './definition.ts';
import { definitions } from './index.ts';
import type { JsonObject, ResourceRef } from './resource.ts';

/** A configuration item of AWS Config, or the summary of one that is too large for an event. */
export interface ConfigItem {
  readonly type: string;
  /** As AWS Config calls it: a name, an ARN, an IAM role's unique id. */
  readonly id: string;
  readonly name?: string;
  readonly arn?: string;
  readonly account: string | null;
  readonly region: string | null;
  /** ISO 8601. */
  readonly capturedAt: string;
  /** `OK`, `ResourceDiscovered`, `ResourceDeleted`, … */
  readonly status: string;
  /** Null in summaries and of what is deleted. */
  readonly configuration: JsonObject | null;
}

const definitionOf: ReadonlyMap<string, ResourceDefinition> = new Map(
  definitions.map((definition) => [definition.type, definition]),
);

/** The resource under the id that its API takes, which need not be AWS Config's. */
export function refOfItem({ type, id, name, arn, account, region }: ConfigItem): ResourceRef {
  // A service without Regions is recorded as of `global`.
  const where = { account, region: region === 'global' ? null : region };
  const definition = definitionOf.get(type);
  for (const text of definition === undefined ? [] : [arn, id]) {
    const ref = text === undefined || definition === undefined ? undefined : refFrom(definition, where, text);
    if (ref) return { ...ref, id: casedAsNamed(ref.id, [name, id]) };
  }
  return {
    type,
    id: definition?.idFrom?.(id) ?? id,
    ...(arn === undefined ? {} : { arn }),
    partition: where.region === null ? null : partitionOf(where.region),
    ...where,
  };
}

/** From an ARN of that very type. The table of all events knows more kinds, and weighs more than all else here. */
function refFrom(
  { type, arnPattern: pattern, idFrom }: ResourceDefinition,
  where: Pick<ResourceRef, 'account' | 'region'>,
  text: string,
): ResourceRef | undefined {
  const arn = parseArn(text);
  const known = pattern === undefined ? undefined : arnPattern(pattern);
  const values = arn && known?.match(arn);
  const id = values && (idFrom?.(text) ?? values[known?.placeholders.at(-1) ?? '']);
  if (arn === undefined || values === undefined || id === undefined) return undefined;
  const others = Object.entries(values).filter(([, value]) => value !== id);
  return {
    type,
    id,
    arn: text,
    partition: arn.partition,
    account: arn.account ?? where.account,
    region: arn.region ?? where.region,
    ...(others.length > 0 && {
      parent: Object.fromEntries(others.map(([key, value]) => [lowerFirst(key), value])),
    }),
  };
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** SageMaker's ARNs lower-case the name that its API takes. */
const casedAsNamed = (id: string, names: readonly (string | undefined)[]): string =>
  names.find((name) => name?.toLowerCase() === id.toLowerCase()) ?? id;

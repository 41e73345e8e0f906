/** The parts of an ARN that say where; null where the ARN leaves them out (`arn:aws:s3:::bucket`). */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string | null;
  readonly account: string | null;
  /** All after the account. */
  readonly resource: string;
}

/** The parts of an ARN, or undefined where the text is none. */
export function parseArn(text: string): ArnParts | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const [, partition, service, region, account, ...resource] = text.split(':');
  if (!partition || !service || resource.length === 0) return undefined;
  return {
    partition,
    service,
    region: region || null,
    account: account || null,
    resource: resource.join(':'),
  };
}

/** The partition that a Region belongs to; the standard one for names of no other. */
export function partitionOf(region: string): string {
  const named = partitions.find(([prefix]) => region.startsWith(prefix));
  return named?.[1] ?? 'aws';
}

// https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
const partitions = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc'],
] as const;

export interface ArnPattern {
  readonly service: string;
  /** Placeholders of its own, in order: not partition, Region and account. */
  readonly placeholders: readonly string[];
  /** The resource part before the first of them. */
  readonly prefix: string;
  /** Characters that are not placeholders: the more, the more specific. */
  readonly literal: number;
  /** Values of its own placeholders, and the id; undefined where the ARN is of another kind. */
  readonly match: (arn: ArnParts) => Readonly<Record<string, string>> | undefined;
  /** The ARN; undefined where a value is missing. */
  readonly build: (values: Readonly<Record<string, string | null | undefined>>) => string | undefined;
}

const placeholder = /\$\{(\w+)\}/g;
const where: readonly string[] = ['Partition', 'Region', 'Account'];

/** An `arn:${Partition}:service:${Region}:${Account}:kind/${Name}` of the service authorization reference. */
export function arnPattern(pattern: string): ArnPattern {
  const parts = pattern.split(':');
  const resource = parts.slice(5).join(':');
  const placeholders = [...pattern.matchAll(placeholder)].map((match) => match[1] ?? '');
  const own = placeholders.filter((name) => !where.includes(name));
  const inResource = [...resource.matchAll(placeholder)].map((match) => match[1] ?? '');
  const expression = new RegExp(`^${expressionOf(resource, inResource.at(-1))}$`);
  const service = parts[2] ?? '';
  return {
    service,
    placeholders: own,
    prefix: resource.slice(0, Math.max(0, resource.indexOf('${'))),
    literal: pattern.replace(placeholder, '').length,
    match: (arn) => {
      const groups = arn.service === service ? expression.exec(arn.resource)?.groups : undefined;
      return groups === undefined ? undefined : { ...groups };
    },
    build: (values) => {
      if (placeholders.some((name) => !values[name])) return undefined;
      return pattern.replace(placeholder, (_, name: string) => values[name] ?? '');
    },
  };
}

/** The last placeholder takes the rest: names of job models contain colons and slashes. */
function expressionOf(resource: string, last: string | undefined): string {
  const segments = resource.split(/(\$\{\w+\})/);
  return segments
    .map((segment) => {
      const name = /^\$\{(\w+)\}$/.exec(segment)?.[1];
      if (name === undefined) return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      return `(?<${name}>${name === last ? '.+' : '[^/:]+'})`;
    })
    .join('');
}

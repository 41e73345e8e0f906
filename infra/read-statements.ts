import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { readPermissions } from './read-permissions.generated.ts';

/** What reads or lists a type, as far as IAM is concerned. */
export interface Reading {
  readonly actions: readonly string[];
  readonly keyActions?: readonly string[];
}

/** Where it may read. */
export interface ReadScope {
  readonly partition: string;
  readonly account: string;
}

/**
 * What readers and listers use, as statements: one for each service, of the resources that IAM knows for its actions,
 * one for all actions that IAM can bind to no resource, and one for the keys that services use in the reader's name.
 */
export function readStatements(readings: readonly Reading[], scope: ReadScope): readonly PolicyStatement[] {
  const actions = [...new Set(readings.flatMap((reading) => reading.actions))].toSorted();
  const unbound = actions.filter(isUnbound);
  const bound = actions.filter((action) => !isUnbound(action));
  return [
    ...[...new Set(bound.map(serviceOf))].map((service) => {
      const each = bound.filter((action) => serviceOf(action) === service);
      return new PolicyStatement({ actions: each, resources: [...resourcesOf(each, scope)] });
    }),
    ...(unbound.length > 0 ? [new PolicyStatement({ actions: unbound, resources: ['*'] })] : []),
    ...keyStatements(readings, scope),
  ];
}

const serviceOf = (action: string): string => action.split(':')[0] ?? '';

function arnsFor(action: string): readonly string[] {
  const arns = readPermissions[action];
  if (arns) return arns;
  throw new Error(
    `${action} is used by a reader and is not in infra/read-permissions.generated.ts: run npm run generate`,
  );
}

const isUnbound = (action: string): boolean => arnsFor(action).includes('*');

function resourcesOf(actions: readonly string[], { partition, account }: ReadScope): readonly string[] {
  const inAccount = (arn: string) =>
    arn
      .replace('${Partition}', partition)
      .replace('${Account}', account)
      .replaceAll(/\$\{\w+\}/g, '*');
  const arns = actions.flatMap(arnsFor);
  // Policies that AWS manages belong to no account.
  const awsOwn = arns
    .filter((arn) => arn.includes(':iam::${Account}:policy/'))
    .map((arn) => arn.replace('${Account}', 'aws'));
  const all = [...new Set([...arns, ...awsOwn].map(inAccount))].toSorted();
  return all.filter((arn) => !all.some((other) => other !== arn && covers(other, arn)));
}

const covers = (wide: string, narrow: string): boolean =>
  wide.endsWith('*') && narrow.startsWith(wide.slice(0, -1));

/** Only through the service that holds what the key encrypts. */
function keyStatements(
  readings: readonly Reading[],
  { partition, account }: ReadScope,
): readonly PolicyStatement[] {
  const using = readings.filter(({ keyActions = [] }) => keyActions.length > 0);
  if (using.length === 0) return [];
  const services = new Set(using.flatMap(({ actions }) => actions.map(serviceOf)));
  return [
    new PolicyStatement({
      actions: [...new Set(using.flatMap(({ keyActions = [] }) => keyActions))].toSorted(),
      resources: [`arn:${partition}:kms:*:${account}:key/*`],
      conditions: {
        StringLike: {
          'kms:ViaService': [...services].toSorted().map((service) => `${service}.*.amazonaws.com`),
        },
      },
    }),
  ];
}

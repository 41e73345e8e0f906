import { ResourceType } from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { definitions } from '../../resources/index.ts';
import { recordedByConfig, typesRecordedByConfig } from '../../resources/recorded-by-config.ts';
import type { Shape, TypeShape } from '../../resources/shape.ts';
import { shapeOf } from '../../resources/shapes.ts';

const defined = definitions.filter(({ ours }) => !ours).map(({ type }) => type);

/** Whether a path such as `DataCaptureConfig.KmsKeyId` leads somewhere in a type. */
function leads(path: string, all: TypeShape | undefined): boolean {
  let shape: Shape | undefined = all?.members;
  for (const name of path.split('.')) {
    const inner: Shape | undefined = Array.isArray(shape) ? shape[0] : shape;
    const members = resolved(inner, all);
    shape = resolved(Reflect.get(Object(members), name), all);
  }
  return shape !== undefined;
}

function resolved(shape: Shape | undefined, all: TypeShape | undefined): Shape | undefined {
  if (typeof shape !== 'object' || !('$ref' in shape) || typeof shape.$ref !== 'string') return shape;
  return all?.definitions?.[shape.$ref];
}

describe('what AWS Config records', () => {
  it('is only told of types that are defined, and that AWS has', () => {
    expect(typesRecordedByConfig.filter((type) => !defined.includes(type))).toEqual([]);
  });

  it('has every type that the SDK knows of, which lags behind the service', () => {
    const inSdk = new Set<string>(Object.values(ResourceType));
    // There the managed policy is meant.
    const missing = defined.filter((type) => inSdk.has(type) && !recordedByConfig(type));
    expect(missing).toEqual(['AWS::IAM::Policy']);
  });

  it.each(
    typesRecordedByConfig.flatMap((type) =>
      (recordedByConfig(type)?.tells ?? []).map((path) => [type, path] as const),
    ),
  )('%s tells %s, which is a member of it', (type, path) => {
    expect(leads(path, shapeOf(type))).toBe(true);
  });

  it('is nothing of a type with an inherited name', () => {
    expect(recordedByConfig('toString')).toBeUndefined();
  });
});

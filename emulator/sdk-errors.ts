import type { AwsError } from './errors.ts';
import { isRecord } from './shapes.ts';

interface Model {
  schema: readonly unknown[];
  make: (options: object) => object;
}

/**
 * The exception that the client's own SDK package would throw for an error code: its class where the model has one,
 * else the package's base class under that name.
 */
export function sdkError(error: AwsError, client: { readonly config: object }, requestId: string): object {
  const model = modelOf(client.config, (name) => name === error.name);
  const traits = model?.schema[3];
  const modelled = isRecord(traits) && typeof traits['httpError'] === 'number' ? traits['httpError'] : 400;
  const httpStatusCode = error.statusCode ?? modelled;
  const options = {
    name: error.name,
    $fault: httpStatusCode >= 500 ? 'server' : 'client',
    message: error.message,
    Message: error.message,
    $metadata: { httpStatusCode, requestId },
  };
  const base = model ?? modelOf(client.config, (name, namespace) => isBase(name, namespace));
  return Object.assign(base?.make(options) ?? Object.assign(error, options), error.members);
}

function isBase(name: string, namespace: string): boolean {
  return namespace.startsWith('smithy.ts.sdk.synthetic.') && name.endsWith('ServiceException');
}

// Each package keeps its error schemas and their classes in registries that its protocol reads.
function modelOf(config: object, isWanted: (name: string, namespace: string) => boolean): Model | undefined {
  const settings: unknown = Reflect.get(config, 'protocolSettings');
  const registries = isRecord(settings) ? settings['errorTypeRegistries'] : undefined;
  for (const registry of Array.isArray(registries) ? registries : []) {
    const exceptions: unknown = isRecord(registry) ? registry['exceptions'] : undefined;
    if (!(exceptions instanceof Map)) continue;
    for (const [schema, exception] of exceptions) {
      if (!Array.isArray(schema) || !isWanted(String(schema[2]), String(schema[1]))) continue;
      return { schema, make: (options) => Reflect.construct(exception, [options]) };
    }
  }
  return undefined;
}

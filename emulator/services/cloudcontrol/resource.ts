import type { HandlerErrorCode, ProgressEvent } from '@aws-sdk/client-cloudcontrol';
import { AwsError, EmulatorError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { isRecord } from '../../shapes.ts';
import { createTable } from '../../table.ts';
import { patched } from './patch.ts';
import { type Properties, type TypeModel, typeModels } from './types.ts';

interface Stored {
  typeName: string;
  identifier: string;
  properties: Properties;
}

const resources = createTable<Stored>();
const requests = createTable<ProgressEvent>();

const HANDLER_MS = 10_000;

/** Resources by type and primary identifier; what other services of this world hold is not among them. */
export const resource = {
  CreateResource(input, call) {
    const { TypeName } = input;
    const model = modelOf(TypeName);
    const desired = parsed(input.DesiredState);
    const properties = { ...desired, ...model.made?.(desired, call) };
    const identifier = model.identifier.map((name) => String(properties[name] ?? '')).join('|');
    const key = keyOf(TypeName, identifier);
    if (resources.get(call, key)) {
      return {
        ProgressEvent: begin(call, { TypeName, identifier, operation: 'CREATE', error: 'AlreadyExists' }),
      };
    }
    const stored: Stored = { typeName: TypeName, identifier, properties };
    resources.put(call, key, undefined, { afterMs: HANDLER_MS, become: () => stored });
    return { ProgressEvent: begin(call, { TypeName, identifier, operation: 'CREATE' }) };
  },

  GetResource(input, call) {
    const { typeName, identifier, properties } = find(call, input);
    const { writeOnly = [], shown } = modelOf(typeName);
    const told = { ...properties, ...shown?.(properties, call) };
    return {
      TypeName: typeName,
      ResourceDescription: {
        Identifier: identifier,
        Properties: text(told, (name) => !writeOnly.includes(name)),
      },
    };
  },

  ListResources(input, call) {
    const { listNeeds = [], identifier: parts } = modelOf(input.TypeName);
    const wanted = input.ResourceModel === undefined ? {} : parsed(input.ResourceModel);
    const missing = listNeeds.filter((name) => wanted[name] === undefined);
    if (missing.length > 0) {
      throw new AwsError(
        'InvalidRequestException',
        `Missing or invalid ResourceModel property: ${missing.join(', ')}`,
      );
    }
    const found = resources.list(call).filter(({ typeName, properties }) => {
      return typeName === input.TypeName && listNeeds.every((name) => properties[name] === wanted[name]);
    });
    const { rows, next } = pageOf(found, {
      token: input.NextToken,
      size: input.MaxResults,
      defaultSize: 20,
      invalidTokenCode: 'InvalidRequestException',
    });
    return {
      TypeName: input.TypeName,
      // List handlers promise no more than the identifier.
      ResourceDescriptions: rows.map(({ identifier, properties }) => ({
        Identifier: identifier,
        Properties: text(properties, (name) => parts.includes(name)),
      })),
      NextToken: next,
    };
  },

  // The patch goes to what a read tells: a property that no read gives back is lost unless the patch adds it.
  // https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/resource-operations-update.html
  UpdateResource(input, call) {
    const { typeName: TypeName, identifier, properties } = find(call, input);
    const { writeOnly = [], shown } = modelOf(TypeName);
    if (shown) throw new EmulatorError(`${TypeName} is updated by its own service here`);
    const told = Object.entries(properties).filter(([name]) => !writeOnly.includes(name));
    const updated = {
      typeName: TypeName,
      identifier,
      properties: patched(Object.fromEntries(told), input.PatchDocument),
    };
    const key = keyOf(TypeName, identifier);
    resources.put(call, key, resources.get(call, key), { afterMs: HANDLER_MS, become: () => updated });
    return { ProgressEvent: begin(call, { TypeName, identifier, operation: 'UPDATE' }) };
  },

  DeleteResource(input, call) {
    const { typeName: TypeName, identifier } = find(call, input);
    const key = keyOf(TypeName, identifier);
    resources.put(call, key, resources.get(call, key), { afterMs: HANDLER_MS, become: () => undefined });
    return { ProgressEvent: begin(call, { TypeName, identifier, operation: 'DELETE' }) };
  },

  GetResourceRequestStatus(input, call) {
    const found = requests.get(call, input.RequestToken);
    if (found === undefined) {
      throw new AwsError(
        'RequestTokenNotFoundException',
        `Request with token ${input.RequestToken} was not found`,
      );
    }
    return { ProgressEvent: found };
  },
} satisfies Operations<typeof import('@aws-sdk/client-cloudcontrol')>;

const keyOf = (typeName: string, identifier: string): string => `${typeName}\n${identifier}`;

function modelOf(typeName: string): TypeModel {
  const model = Object.hasOwn(typeModels, typeName) ? typeModels[typeName] : undefined;
  if (model) return model;
  throw new EmulatorError(
    `Cloud Control knows no ${typeName} here: add it to emulator/services/cloudcontrol/types.ts`,
  );
}

function find(call: Call, input: { TypeName: string; Identifier: string }): Stored {
  modelOf(input.TypeName);
  const found = resources.get(call, keyOf(input.TypeName, input.Identifier));
  if (found !== undefined) return found;
  throw new AwsError(
    'ResourceNotFoundException',
    `Resource of type '${input.TypeName}' with identifier '${input.Identifier}' was not found.`,
  );
}

function parsed(document: string): Properties {
  try {
    const value: unknown = JSON.parse(document);
    if (isRecord(value) && !Array.isArray(value)) return value;
  } catch {
    // Falls through to the refusal that a list meets too.
  }
  throw new AwsError('InvalidRequestException', 'The document is no JSON object');
}

const text = (properties: Properties, isShown: (name: string) => boolean): string =>
  JSON.stringify(Object.fromEntries(Object.entries(properties).filter(([name]) => isShown(name))));

interface Begun {
  TypeName: string;
  identifier: string;
  operation: 'CREATE' | 'DELETE' | 'UPDATE';
  error?: HandlerErrorCode;
}

// Handlers run on their own; what became of them is asked for by token.
function begin(call: Call, { TypeName, identifier, operation, error }: Begun): ProgressEvent {
  const begun: ProgressEvent = {
    TypeName,
    Identifier: identifier,
    RequestToken: call.world.ids.uuid(),
    Operation: operation,
    OperationStatus: 'IN_PROGRESS',
    EventTime: call.now(),
  };
  const ended: ProgressEvent =
    error === undefined
      ? { ...begun, OperationStatus: 'SUCCESS' }
      : { ...begun, OperationStatus: 'FAILED', ErrorCode: error };
  requests.put(call, begun.RequestToken ?? '', begun, { afterMs: HANDLER_MS, become: () => ended });
  return begun;
}

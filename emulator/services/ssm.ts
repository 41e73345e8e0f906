import { AwsError } from '../errors.ts';
import { defineService, type Operations } from '../service.ts';
import { createTable } from '../table.ts';

interface Parameter {
  readonly value: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly version: number;
  readonly modified: Date;
}

const parameters = createTable<Parameter>();

const operations = {
  PutParameter(input, call) {
    const known = parameters.get(call, input.Name);
    if (known && input.Overwrite !== true) {
      throw new AwsError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    }
    const type = input.Type ?? known?.type;
    if (type === undefined)
      throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
    const version = (known?.version ?? 0) + 1;
    parameters.put(call, input.Name, { value: input.Value, type, version, modified: call.now() });
    return { Version: version, Tier: 'Standard' };
  },

  GetParameter(input, call) {
    const known = parameters.get(call, input.Name);
    if (known === undefined) throw new AwsError('ParameterNotFound', 'UnknownError');
    return {
      Parameter: {
        Name: input.Name,
        Type: known.type,
        Value: known.value,
        Version: known.version,
        LastModifiedDate: known.modified,
        ARN: call.arn(`parameter${input.Name.startsWith('/') ? '' : '/'}${input.Name}`),
        DataType: 'text',
      },
    };
  },

  DeleteParameter(input, call) {
    if (parameters.get(call, input.Name) === undefined)
      throw new AwsError('ParameterNotFound', 'UnknownError');
    parameters.delete(call, input.Name);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-ssm')>;

export const ssm = defineService({
  name: 'ssm',
  arnPrefix: 'ssm',
  eventSource: 'ssm.amazonaws.com',
  isStronglyConsistent: true,
  operations,
});

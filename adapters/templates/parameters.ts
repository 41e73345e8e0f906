import { type Json, unknown } from '../../resources/resource.ts';
import { isObject, member } from './scope.ts';
import { literal } from './tokens.ts';

export interface ParameterInput {
  readonly section: Json | undefined;
  /** Values the user gives for a deployment; they win over defaults. */
  readonly given: Readonly<Record<string, string>>;
  readonly isReference: (token: string) => boolean;
}

/** Parameter → its value: what is given, else its default, else unknown. */
export function parametersOf({ section, given, isReference }: ParameterInput): Map<string, Json> {
  const values = new Map<string, Json>();
  if (!isObject(section)) return values;
  for (const [name, declaration] of Object.entries(section)) {
    values.set(
      name,
      parameterValue(name, declaration, {
        isReference,
        given: Object.hasOwn(given, name) ? given[name] : undefined,
      }),
    );
  }
  return values;
}

interface Source {
  readonly given: string | undefined;
  readonly isReference: (token: string) => boolean;
}

function parameterValue(name: string, declaration: Json | undefined, { given, isReference }: Source): Json {
  const type = member(declaration, 'Type');
  if (typeof type !== 'string') return unknown(`parameter ${name} has no type`);
  if (type.startsWith('AWS::SSM::Parameter::Value<'))
    return unknown(`parameter ${name} is read from Parameter Store`);
  if (given === undefined && String(member(declaration, 'NoEcho')).toLowerCase() === 'true') {
    return unknown(`parameter ${name} is a secret (NoEcho)`);
  }
  const value = given ?? member(declaration, 'Default');
  if (value === undefined || value === null) return unknown(`parameter ${name} has no default`);
  return typed(name, value, { type, isReference });
}

function typed(
  name: string,
  value: Json,
  { type, isReference }: { type: string } & Pick<Source, 'isReference'>,
): Json {
  if (
    Array.isArray(value) ? !type.endsWith('List') && !type.startsWith('List<') : typeof value === 'object'
  ) {
    return unknown(`parameter ${name} has a default of another type`);
  }
  if (type === 'CommaDelimitedList' || type.startsWith('List<')) {
    const elements = Array.isArray(value) ? value.map(String) : String(value).split(',');
    return elements.map((element) => literal(element.trim(), isReference));
  }
  if (type !== 'Number') return literal(String(value), isReference);
  const number = Number(value);
  return String(value).trim() === '' || Number.isNaN(number)
    ? unknown(`parameter ${name} is no number`)
    : number;
}

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './exit-status.ts';
import { print } from './terminal.ts';

type OptionSpec = NonNullable<ParseArgsConfig['options']>;

/** Options that every command understands. */
const COMMON = {
  help: { type: 'boolean', short: 'h' },
  'no-color': { type: 'boolean' },
} as const satisfies OptionSpec;

interface CommandLine<O extends OptionSpec> {
  readonly options: O;
  readonly help: string;
}

/**
 * The command's options and operands; null if help was asked for and printed.
 * @throws UsageError for an option that does not exist or lacks its value
 */
export function readCommandLine<const O extends OptionSpec>(
  args: readonly string[],
  { options, help }: CommandLine<O>,
) {
  const parsed = parse(args, { ...options, ...COMMON });
  const common: Readonly<Record<string, unknown>> = parsed.values;
  if (common['help']) {
    print(help);
    return null;
  }
  if (common['no-color']) process.env['NO_COLOR'] = '1';
  return parsed;
}

function parse<const O extends OptionSpec>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${message.split('. ')[0]}; see --help`, { cause: error });
  }
}

/**
 * The value if it is one of the choices.
 * @throws UsageError that lists them
 */
export function oneOf<const C extends string>(
  option: string,
  value: string | undefined,
  choices: readonly C[],
): C | undefined {
  if (value === undefined) return undefined;
  const choice = choices.find((each) => each === value);
  if (choice === undefined)
    throw new UsageError(`${option} is ${value}, expected one of ${choices.join(', ')}`);
  return choice;
}

/** @throws UsageError if it is no name of a Region */
export const checkedRegion = (region: string): string => regionOf('--region', region);

/** @throws UsageError if it is no name of a Region */
export function regionOf(option: string, region: string): string {
  if (/^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/.test(region)) return region;
  throw new UsageError(`${option} ${region}: expected the name of a Region, such as eu-west-1`);
}

/** @throws UsageError if it is no URL */
export function checkedEndpoint(endpoint: string): string {
  if (/^https?:\/\/\S+$/.test(endpoint) && URL.canParse(endpoint)) return endpoint;
  throw new UsageError(`--endpoint ${endpoint}: expected a URL, such as http://127.0.0.1:5000`);
}

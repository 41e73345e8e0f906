import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { assemble } from '../../infra/assembly.ts';
import { parseConfig, type UserFiles } from '../../infra/config.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonMap;
export interface JsonMap {
  readonly [key: string]: JsonValue;
}

/** As much of a CloudFormation template as tests look at. */
export interface TemplateJson {
  readonly Resources: Readonly<Record<string, ResourceJson>>;
  readonly Conditions?: JsonMap;
  readonly Outputs?: JsonMap;
}

export interface ResourceJson {
  readonly Type: string;
  readonly Properties: JsonMap;
  readonly Metadata?: JsonMap;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
}

/** Stack's id → its template; nested stacks stand beside them. */
export type Templates = Readonly<Record<string, TemplateJson>>;

const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));

/** Does nothing: what functions do is tested elsewhere. */
const stub = () => Code.fromInline('exports.handler = async () => {};');

const noFiles: UserFiles = { settings: {}, waivers: [] };

/** Synthesizes all stacks of a deployment as cdk.json would configure it, with functions that do nothing. */
export function synthesize(setting: object = {}, files: UserFiles = noFiles): Templates {
  const app = new App({ context, builtinCloudFormationValidation: false });
  assemble(app, { config: parseConfig(setting), files, code: stub });
  const assembly = app.synth();
  const folders = [assembly, ...assembly.nestedAssemblies.map(({ nestedAssembly }) => nestedAssembly)];
  const read = folders.flatMap(({ directory }) =>
    readdirSync(directory)
      .filter((name) => name.endsWith('.template.json'))
      .map(
        (name) =>
          [
            plainId(name.split('.')[0] ?? ''),
            JSON.parse(readFileSync(join(directory, name), 'utf8')),
          ] as const,
      ),
  );
  return Object.fromEntries(read);
}

/** The resources of a type, with their logical ids. */
export const ofType = (
  { Resources }: TemplateJson | undefined = { Resources: {} },
  type: string,
): readonly (readonly [id: string, resource: ResourceJson])[] =>
  Object.entries(Resources).filter(([, { Type }]) => Type === type);

/** A logical id without the CDK's hash. */
export const plainId = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

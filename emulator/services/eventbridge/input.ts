import { isRecord } from '../../shapes.ts';
import type { BusEvent, Rule, StoredTarget } from './_shared.ts';

/** What a target gets of an event, as JSON. */
export function inputOf(target: StoredTarget, rule: Rule, event: BusEvent): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(at(event, target.InputPath) ?? null);
  const { InputTemplate, InputPathsMap = {} } = target.InputTransformer ?? {};
  if (InputTemplate === undefined) return JSON.stringify(event);
  const values = new Map<string, unknown>([
    ['aws.events.rule-arn', rule.arn],
    ['aws.events.rule-name', rule.name],
    ['aws.events.event.ingestion-time', event.time],
    ['aws.events.event', event],
    ['aws.events.event.json', event],
    ...Object.entries(InputPathsMap).map(([name, path]): [string, unknown] => [name, at(event, path)]),
  ]);
  return filled(InputTemplate, values);
}

// Within quotes a value goes in as text, elsewhere as JSON.
function filled(template: string, values: ReadonlyMap<string, unknown>): string {
  let isQuoted = false;
  return template.replace(/\\.|"|<([\w.-]+)>/g, (found, name: string | undefined) => {
    if (found === '"') isQuoted = !isQuoted;
    if (name === undefined) return found;
    const json = JSON.stringify(values.get(name) ?? null);
    if (!isQuoted) return json;
    return json.startsWith('"') ? json.slice(1, -1) : JSON.stringify(json).slice(1, -1);
  });
}

/** `$.detail.items[0].name`. */
function at(event: unknown, path: string): unknown {
  const steps = path.replace(/^\$\.?/, '').split(/[.[\]]+/);
  return steps
    .filter((step) => step !== '')
    .reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), event);
}

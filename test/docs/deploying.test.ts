import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { configSchema, parseConfig } from '../../infra/config.ts';
import { ofType, synthesize } from '../infra/kit.ts';

const page = readFileSync(new URL('../../docs/deploying.md', import.meta.url), 'utf8');

interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** One row for each setting, its members behind it. */
function rows({ properties = {} }: Schema, prefix = ''): readonly string[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const key = `${prefix}${name}`;
    if (schema.properties) return rows(schema, `${key}.`);
    const byDefault =
      schema.default === undefined ? '' : `\`${JSON.stringify(schema.default).replaceAll('"', '')}\``;
    return [`| \`${key}\` | ${byDefault} | ${schema.description} |`];
  });
}

const table = [
  '| key | default | |',
  '|---|---|---|',
  ...rows(z.toJSONSchema(configSchema, { io: 'input' }) as Schema),
].join('\n');

describe('the page on deploying', () => {
  it('has every setting with its default, as the schema tells them', () => {
    const [, shown] = /<!-- settings -->\n([\s\S]*)\n<!-- \/settings -->/.exec(page) ?? [];
    expect(shown).toBe(table);
  });

  it('has examples that are taken', () => {
    const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => text);
    const [whole = '', organization = '', archive = ''] = examples;
    expect(parseConfig(JSON.parse(whole).context.assay)).toMatchObject({ region: 'eu-central-1' });
    for (const part of [organization, archive.replaceAll('…', '')])
      expect(parseConfig(JSON.parse(`{${part}}`))).toMatchObject({ account: '111122223333' });
  });

  it('says how much concurrency is reserved', () => {
    const reserved = ofType(synthesize()['AssayCompliance'], 'AWS::Lambda::Function').map(
      ([, { Properties }]) => Number(Properties['ReservedConcurrentExecutions']),
    );
    const total = reserved.reduce((sum, each) => sum + each, 0);
    expect(page).toContain(`reserve ${total} concurrent executions`);
    expect(configSchema.shape.reserveConcurrency.description).toContain(`(${total} in all)`);
  });

  it('leads to sections that are there', () => {
    for (const [, file = '', anchor = ''] of page.matchAll(/\]\(([a-z-]+\.md)#([a-z-]+)\)/g)) {
      const target = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
      expect([file, anchor, target.includes(`\n## ${anchor}\n`)]).toEqual([file, anchor, true]);
    }
  });
});

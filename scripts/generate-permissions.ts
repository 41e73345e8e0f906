import { readFile } from 'node:fs/promises';
import type { Generated } from './generate.ts';
import { reasonOf } from './permissions/reasons.ts';
import {
  ofType,
  type Permission,
  permissionsIn,
  plainId,
  synthesize,
  type TemplateJson,
} from './permissions/templates.ts';

const PAGE = 'docs/permissions.md';
const organization = { id: 'o-exampleorgid', accounts: ['222233334444'], externalId: 'made-up-by-you' };

/** The tables of the page on permissions, from the templates themselves: home with one member, in eu-central-1. */
export async function generatePermissions(): Promise<Generated> {
  const text = await readFile(new URL(`../${PAGE}`, import.meta.url), 'utf8');
  const templates = synthesize({ account: '111122223333', region: 'eu-central-1', organization });
  const parts = ['AssayCompliance', 'AssayEvidence', 'AssayQueries', 'MembersAssayMember'].map((stack) =>
    section(stack, templates[stack]),
  );
  return {
    [PAGE]: text.replace(
      /(<!-- permissions -->\n)[\s\S]*?(<!-- \/permissions -->)/,
      (_, start: string, end: string) => `${start}${parts.join('\n')}${end}`,
    ),
  };
}

function section(stack: string, template: TemplateJson | undefined): string {
  const roles = groupedBy(permissionsIn(template), ({ role }) => role);
  const names = functionNames(template);
  const blocks = [...roles]
    .map(([role, permissions]) => [names.get(role) ?? nameOf(role), permissions] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `## ${stack}\n\n${blocks.map(([name, permissions]) => `### ${name}\n\n${table(permissions)}\n`).join('\n')}`;
}

/** A role of the other stack is known by what it is imported by. */
function nameOf(role: string): string {
  if (role.startsWith('<')) return role.replaceAll(/[<>]/g, '');
  if (role.includes('ArchiveSealer')) return 'functions/seal-evidence.ts, besides ArchiveSealer';
  const [, name = ''] = /(Archive(?:Reader|Holder))/.exec(role) ?? [];
  return `${name}, besides AssayEvidence`;
}

/** Role → the file of its function. */
function functionNames(template: TemplateJson | undefined): ReadonlyMap<string, string> {
  return new Map(
    ofType(template, 'AWS::Lambda::Function').flatMap(([, { Properties, Metadata }]) => {
      const [, role] = JSON.stringify(Properties['Role']).match(/"Fn::GetAtt":\["(\w+)"/) ?? [];
      return role ? [[`<${plainId(role)}>`, String(Metadata?.['source'])] as const] : [];
    }),
  );
}

/** Actions with the same resources, conditions and reason are one row. */
function table(permissions: readonly Permission[]): string {
  const byAction = groupedBy(permissions, ({ action, condition = '' }) => `${action} ${condition}`);
  const rows = groupedBy([...byAction.values()], ([first, ...more]) =>
    [first, ...more]
      .map((each) => each?.resource)
      .join('\n')
      .concat('\n\n', first?.condition ?? '', '\n\n', reasonOf(first?.action ?? '')),
  );
  const lines = [...rows.values()].map((each) => {
    const [first = []] = each;
    const actions = each.map(([permission]) => code(permission?.action ?? ''));
    const condition = first[0]?.condition;
    const resources = [...new Set(first.map(({ resource }) => code(resource)))];
    const where = `${resources.join('<br>')}${condition === undefined ? '' : `<br>if ${code(condition)}`}`;
    return `| ${actions.toSorted().join('<br>')} | ${where} | ${reasonOf(first[0]?.action ?? '')} |`;
  });
  return ['| may | on | because |', '|---|---|---|', ...lines.toSorted()].join('\n');
}

const code = (text: string): string => `\`${text}\``;

function groupedBy<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}

import type { Rule } from '../../engine/rule.ts';
import { isControlId } from '../../frameworks/index.ts';
import { shapeOf } from '../../resources/shapes.ts';
import type { CatalogueControl } from '../../scripts/catalogue.ts';
import { idOf, type RuleFile } from '../../scripts/rule-files.ts';
import { verdictArticles } from './constitution-verdicts.ts';
import { definitionOf } from './judge-rule.ts';
import { complaintsAboutProfile } from './profiles.ts';

/** What is around a rule: where it is written, what the catalogue says of it, and what has to be written beside it. */
export interface Surroundings {
  readonly file: Pick<RuleFile, 'service' | 'name'>;
  /** Undefined where the catalogue has no control of its id. */
  readonly control: CatalogueControl | undefined;
  readonly hasFile: (path: string) => boolean;
  /** The text of its page; undefined where there is none. */
  readonly page: string | undefined;
}

/** One thing that every rule owes: a line for each fault, which says what to write. */
export type Article = (rule: Rule, around: Surroundings) => readonly string[];

/** What every rule owes, by the sentence that states it. */
export const articles: Readonly<Record<string, Article>> = {
  'has the id that its path says': ({ id }, { file }) =>
    id === idOf(file)
      ? []
      : [`rules/${file.service}/${file.name}.ts: write id: '${idOf(file)}', not '${id}'`],

  'has the severity of the catalogue': catalogued,

  'has the profile that severity and peers suggest': (rule, { control }) =>
    control ? complaintsAboutProfile(rule, control) : [],

  'says what it is in whole words': words,

  'names only controls that exist': ({ controls }) => {
    const named = [...Object.keys(controls.published), ...controls.judged];
    if (named.length === 0) return ['write controls: at least one that it supports'];
    const twice = controls.judged.filter((id) => Object.hasOwn(controls.published, id));
    return [
      ...named.flatMap((id) => (isControlId(id) ? [] : [`'${id}' is no control: write one of frameworks/`])),
      ...twice.map((id) => `'${id}' is published: leave it out of controls.judged`),
    ];
  },

  'judges a type that has a definition and a shape': ({ resourceType: type }) => {
    if (type === '*') return [];
    if (!definitionOf(type)) return [`write resources/<service>/<type>.ts for ${type}`];
    return shapeOf(type) ? [] : [`run \`npm run generate\` for the shape of ${type}`];
  },

  'follows only references that the type declares': ({ needs = {}, resourceType }) => {
    const declared = definitionOf(resourceType)?.references ?? [];
    return Object.values(needs)
      .filter(({ path, type }) => !declared.some((known) => known.path === path && known.type === type))
      .map(
        ({ path, type }) => `write { path: '${path}', type: '${type}' } in the references of ${resourceType}`,
      );
  },

  'has a test of its own and an up-to-date page': (rule, { file, hasFile, page }) => {
    const test = `test/rules/${file.service}/${file.name}.test.ts`;
    return [
      ...(hasFile(test) ? [] : [`write ${test}`]),
      ...(page?.includes(rule.title) ? [] : [`run \`npm run generate\` for docs/rules/${rule.id}.md`]),
    ];
  },

  ...verdictArticles,
};

/** All that is wrong with a rule, each fault as a line that says what to write; none: it keeps the constitution. */
export const complaintsAbout = (rule: Rule, around: Surroundings): string[] =>
  Object.values(articles).flatMap((article) => article(rule, around));

function catalogued({ id, severity, peersSeverity }: Rule, { control }: Surroundings): string[] {
  if (!control) return [`'${id}' is no control of scripts/data/catalogue.json: write an id from there`];
  const wanted = control.peersSeverity;
  return [
    ...(severity === control.severity ? [] : [`write severity: '${control.severity}', not '${severity}'`]),
    ...(peersSeverity === wanted
      ? []
      : [wanted ? `write peersSeverity: '${wanted}'` : 'leave out peersSeverity: ours is theirs']),
  ];
}

function words({ title, rationale, guidance, revision, references }: Rule): string[] {
  const complaints: string[] = [];
  if (!/^[A-Z].{15,110}$/.test(title))
    complaints.push('write title: a sentence of 16 to 111 characters that states the good state');
  if (/[.\s]$/.test(title)) complaints.push('write the title without a full stop');
  if (rationale.length <= 40 || !rationale.endsWith('.'))
    complaints.push('write rationale: what goes wrong otherwise, in 1–3 sentences with full stops');
  if (guidance.length <= 20) complaints.push('write guidance: what to do, with the property or API name');
  if (!Number.isInteger(revision) || revision < 1) complaints.push('write revision: an integer from 1');
  for (const url of references) {
    if (!url.startsWith('https://docs.aws.amazon.com/'))
      complaints.push(`write references: pages of the AWS documentation, not '${url}'`);
  }
  return complaints;
}

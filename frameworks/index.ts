import { awsAiSecurityFramework } from './aws-ai-security-framework.ts';
import { euAiAct } from './eu-ai-act-2024-1689.ts';
import { finosCccGenAi } from './finos-ccc-genai.ts';
import type { Framework } from './framework.ts';
import { iso27001 } from './iso27001-2022.ts';
import { iso27701 } from './iso27701-2019.ts';
import { iso42001 } from './iso42001-2023.ts';
import { mitreAtlas } from './mitre-atlas.ts';
import { nist80053 } from './nist-800-53-r5.ts';
import { nistAiRmf } from './nist-ai-rmf-1-0.ts';
import { owaspLlm } from './owasp-llm-2025.ts';
import { soc2 } from './soc2-tsc.ts';

export type { Framework };

/** What every report says beside a control id. */
export const mappingNotice =
  'A rule supports the controls it is mapped to and never satisfies one: a control asks for more than a ' +
  'configuration. Judged mappings are best judgement that no auditor has reviewed.';

/** Every framework by its key. ISO/IEC 27701 is the 2019 edition, which the 2025 edition renumbers. */
export const frameworks = {
  [iso42001.key]: iso42001,
  [nistAiRmf.key]: nistAiRmf,
  [euAiAct.key]: euAiAct,
  [owaspLlm.key]: owaspLlm,
  [mitreAtlas.key]: mitreAtlas,
  [nist80053.key]: nist80053,
  [iso27001.key]: iso27001,
  [iso27701.key]: iso27701,
  [soc2.key]: soc2,
  [awsAiSecurityFramework.key]: awsAiSecurityFramework,
  [finosCccGenAi.key]: finosCccGenAi,
} as const satisfies Readonly<Record<string, Framework>>;

type Frameworks = typeof frameworks;

export type FrameworkKey = keyof Frameworks;

/** `<framework key>:<control id>`, e.g. `nist_800_53_r5:AC-6`; only controls that exist. */
export type ControlId = {
  [K in FrameworkKey]: `${K}:${keyof Frameworks[K]['controls'] & string}`;
}[FrameworkKey];

/** One control of one framework, its id as the publisher writes it. */
export interface Control {
  readonly framework: Framework;
  readonly id: string;
  readonly title: string;
}

const controls: ReadonlyMap<string, Control> = new Map(
  Object.values<Framework>(frameworks).flatMap((framework) =>
    Object.entries(framework.controls).map(([id, title]) => [
      `${framework.key}:${id}`,
      { framework, id, title },
    ]),
  ),
);

/** Whether the text is `<framework key>:<control id>` of a control we know. */
export function isControlId(text: string): text is ControlId {
  return controls.has(text);
}

/** The control behind an id; throws on an id that went round the type. */
export function controlOf(id: ControlId): Control {
  const control = controls.get(id);
  if (control === undefined) throw new Error(`unknown control id "${id}": add it to its file in frameworks/`);
  return control;
}

/** The title of a control, without its framework and id. */
export function controlTitle(id: ControlId): string {
  return controlOf(id).title;
}

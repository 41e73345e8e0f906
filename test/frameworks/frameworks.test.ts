import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FrameworkKey, frameworks } from '../../frameworks/index.ts';

interface Shape {
  readonly idPattern: RegExp;
  readonly count: number;
}

const shapes = {
  iso42001_2023: { idPattern: /^A\.(?:[2-9]|10)\.\d(?:\.\d)?$/, count: 27 },
  nist_ai_rmf_1_0: { idPattern: /^(?:GOVERN|MAP|MEASURE|MANAGE) [1-6]\.\d{1,2}$/, count: 31 },
  nist_800_53_r5: { idPattern: /^[A-Z]{2}-[1-9]\d?(?:\([1-9]\d?\))?$/, count: 113 },
  soc2_tsc: { idPattern: /^(?:CC[1-9]|A1|C1|P[1-8]|PI1)\.\d$/, count: 29 },
  eu_ai_act_2024_1689: { idPattern: /^Art\. [1-9]\d{0,2}$/, count: 20 },
  iso27001_2022: { idPattern: /^A\.[5-8]\.[1-9]\d?$/, count: 45 },
  owasp_llm_2025: { idPattern: /^LLM(?:0[1-9]|10):2025$/, count: 10 },
  mitre_atlas: { idPattern: /^AML\.M\d{4}$/, count: 24 },
  iso27701_2019: { idPattern: /^(?:6(?:\.\d{1,2}){3}|7\.[2-5]\.\d{1,2})$/, count: 11 },
  aws_ai_security_framework: { idPattern: /^AISF-[A-Z]+-\d{2}$/, count: 25 },
  finos_ccc_genai: { idPattern: /^CCC\.GenAI\.CN\d{2}\.AR\d{2}$/, count: 8 },
} satisfies Record<FrameworkKey, Shape>;

const cases = Object.values(frameworks).map((framework) => ({ framework, ...shapes[framework.key] }));

describe.each(cases)('$framework.key', ({ framework, idPattern, count }) => {
  const ids = Object.keys(framework.controls);
  const titles = Object.values<string>(framework.controls);

  it('writes every id as its publisher does', () => {
    expect(ids.filter((id) => !idPattern.test(id))).toEqual([]);
  });

  it('holds every control of the catalogue', () => {
    expect(ids).toHaveLength(count);
  });

  it('titles every control in one line', () => {
    expect(titles.filter((title) => !/^\S(?:.*\S)?$/.test(title) || title.endsWith('.'))).toEqual([]);
  });

  it('gives no title twice', () => {
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('has a key of its own, a name, an edition and a page', () => {
    expect(framework.key).toMatch(/^[a-z0-9]+(?:_[a-z0-9]+)*$/);
    expect(framework.name).not.toBe('');
    expect(framework.edition).not.toBe('');
    expect(new URL(framework.url).protocol).toBe('https:');
  });
});

describe('the registry', () => {
  it('holds every framework file under its key', () => {
    const files = readdirSync(new URL('../../frameworks/', import.meta.url))
      .filter((file) => file !== 'index.ts' && file !== 'framework.ts')
      .map((file) => file.replace(/\.ts$/, '').replaceAll('-', '_'));

    expect(Object.keys(frameworks).sort()).toEqual(files.sort());
  });

  it('files each framework under the key it carries', () => {
    expect(Object.entries(frameworks).filter(([key, framework]) => key !== framework.key)).toEqual([]);
  });
});

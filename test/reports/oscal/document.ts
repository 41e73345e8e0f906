import type { Assessment } from '../../../engine/assessment/assessment.ts';
import { oscalResults } from '../../../reports/oscal/results.ts';

interface Property {
  readonly name: string;
  readonly value: string;
}

interface Part {
  readonly id: string;
  readonly prose: string;
  readonly props?: readonly Property[];
  readonly parts?: readonly Part[];
}

export interface Selection {
  readonly 'include-controls': readonly { readonly 'control-id': string }[];
  readonly 'exclude-controls'?: readonly { readonly 'control-id': string }[];
}

interface Described {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
  readonly props?: readonly Property[];
}

export interface Observation extends Described {
  readonly methods: readonly string[];
  readonly types: readonly string[];
  readonly subjects?: readonly { readonly 'subject-uuid': string }[];
  readonly 'relevant-evidence'?: readonly { readonly href: string; readonly remarks: string }[];
  readonly collected: string;
}

export interface Risk extends Described {
  readonly status: string;
  readonly deadline?: string;
  readonly 'risk-log'?: { readonly entries: readonly Record<string, unknown>[] };
}

export interface ControlFinding extends Described {
  readonly target: {
    readonly type: string;
    readonly 'target-id': string;
    readonly status: { readonly state: string; readonly reason: string; readonly remarks: string };
  };
  readonly 'related-observations'?: readonly { readonly 'observation-uuid': string }[];
  readonly 'related-risks'?: readonly { readonly 'risk-uuid': string }[];
}

export interface Result {
  readonly start: string;
  readonly end: string;
  readonly remarks: string;
  readonly 'local-definitions': {
    readonly 'inventory-items'?: readonly { readonly uuid: string; readonly props: readonly Property[] }[];
  };
  readonly 'reviewed-controls': {
    readonly 'control-selections': readonly Selection[];
    readonly 'control-objective-selections'?: readonly {
      readonly 'include-objectives': readonly { readonly 'objective-id': string }[];
    }[];
  };
  readonly attestations?: readonly { readonly parts: readonly Part[] }[];
  readonly 'assessment-log'?: { readonly entries: readonly Described[] };
  readonly observations?: readonly Observation[];
  readonly risks?: readonly Risk[];
  readonly findings?: readonly ControlFinding[];
}

export interface Results {
  readonly uuid: string;
  readonly metadata: { readonly remarks: string; readonly 'oscal-version': string };
  readonly 'local-definitions'?: {
    readonly 'objectives-and-methods': readonly {
      readonly 'control-id': string;
      readonly parts: readonly Part[];
    }[];
  };
  readonly results: readonly [Result];
}

/** The document as whoever reads the file has it. */
export const resultsOf = (assessment: Assessment): Results =>
  JSON.parse(oscalResults(assessment))['assessment-results'];

export const factOf = (of: { readonly props?: readonly Property[] } | undefined, name: string) =>
  of?.props?.find((each) => each.name === name)?.value;

/** Every member of that name, wherever it is. */
export function everyMember(document: unknown, named: string): string[] {
  const found: string[] = [];
  JSON.stringify(document, (name, value) => {
    if (name === named && typeof value === 'string') found.push(value);
    return value;
  });
  return found;
}

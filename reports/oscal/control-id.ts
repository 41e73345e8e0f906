import type { AssessedFramework } from '../../engine/assessment/assessment.ts';

type Named = Pick<AssessedFramework, 'key' | 'url'>;

/** Catalogues in OSCAL by their publishers: their ids are written as there, so that tools find the control. */
const CATALOGUES: Readonly<Record<string, string>> = {
  nist_800_53_r5:
    'https://raw.githubusercontent.com/usnistgov/oscal-content/main/nist.gov/SP800-53/rev5/json/NIST_SP-800-53_rev5_catalog.json',
};

/** Where the controls of a framework stand: its OSCAL catalogue, or the page of its publisher. */
export const sourceOf = ({ key, url }: Named): string => CATALOGUES[key] ?? url;

/**
 * The control as an OSCAL token: `ac-2.1` for AC-2(1) where the publisher has a catalogue, else below the framework's
 * key, since OSCAL has no other way to tell equal ids of two frameworks apart.
 */
export function controlToken({ key }: Pick<AssessedFramework, 'key'>, id: string): string {
  const token = id
    .toLowerCase()
    .replaceAll('(', '.')
    .replaceAll(')', '')
    .replaceAll(/[^a-z0-9._-]+/g, '-');
  return Object.hasOwn(CATALOGUES, key) ? token : `${key}.${token}`;
}

/** Our own objective under a control: that the rules in force hold. It is never the control's own objective. */
export const objectiveToken = (control: string): string => `${control}_obj.assay`;

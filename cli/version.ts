declare const ASSAY_VERSION: string;

/** Defined in the bundle only; the sources have no version of their own. */
export const version: string = typeof ASSAY_VERSION === 'string' ? ASSAY_VERSION : 'unbuilt';

/** What a first invocation needs few of. */
export interface Index {
  /** Of the project. */
  readonly path: string;
  /** In the names of its files. */
  readonly group: string;
  /** Members that are asked of every entry, or of what a judged resource refers to: they stay in the index. */
  readonly known: readonly string[];
  /** Entries that are alike in this known member are in one file; each in its own by default. */
  readonly fileBy?: string;
}

export const INDEXES: readonly Index[] = [
  {
    path: 'rules/index.ts',
    group: 'rules',
    known: [
      'id',
      'aliases',
      'revision',
      'profile',
      'resourceType',
      'needs',
      'referencedBy',
      'parameters',
      'deprecated',
    ],
    fileBy: 'resourceType',
  },
  {
    path: 'resources/index.ts',
    group: 'resources',
    known: [
      'type',
      'service',
      'role',
      'ours',
      'singleton',
      'arnPattern',
      'arnHasPath',
      'standsFor',
      'events',
      'stateEvents',
    ],
  },
  { path: 'remediations/index.ts', group: 'remediations', known: ['id', 'resourceType', 'repairs', 'risk'] },
  { path: 'adapters/aws/readers/index.ts', group: 'readers', known: [] },
  { path: 'adapters/aws/listers/index.ts', group: 'listers', known: [] },
];

export interface Tables {
  readonly path: string;
  readonly tables: readonly string[];
}

/** Generated modules whose exports are tables of which a first invocation needs few entries. */
export const TABLES: readonly Tables[] = [
  { path: 'engine/iam/access-levels.generated.ts', tables: ['accessLevels'] },
  { path: 'resources/shapes.generated.ts', tables: ['generatedShapes'] },
  { path: 'resources/locate.generated.ts', tables: ['typeTable', 'eventTable'] },
];

/** Modules whose exports are functions, and whose code a first invocation may not need: validators. */
export const FUNCTIONS: readonly string[] = [
  'engine/settings-schema.ts',
  'functions/_config/invocation.ts',
  'functions/_config/wake.ts',
  'functions/_ledger/messages.ts',
  'functions/_publishing/heard.ts',
  'functions/_publishing/unpublished.ts',
  'functions/_runtime/own-messages.ts',
];

/** Paths of the project of which a bundle has several files. */
export const LAZY_PATHS: readonly string[] = [...INDEXES, ...TABLES]
  .map(({ path }) => path)
  .concat(FUNCTIONS);

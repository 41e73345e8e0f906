/** A command: what `--help` says of it in one line, and its code, loaded only when it is called. */
export interface Command {
  readonly usage: string;
  readonly summary: string;
  load(): Promise<{ run(args: readonly string[]): Promise<number> }>;
}

export const commands: Readonly<Record<string, Command>> = {
  demo: {
    usage: 'demo [--out DIR]',
    summary: 'a small company’s AI account in memory: events, findings, sealed evidence',
    load: () => import('./commands/demo.ts'),
  },
  replay: {
    usage: 'replay <file|dir>… [--state FILE]',
    summary: 'CloudTrail files and events: what each is about, and the verdicts that can be given',
    load: () => import('./commands/replay.ts'),
  },
  gate: {
    usage: 'gate <file|dir>…',
    summary: 'judge CloudFormation templates, a cdk.out folder or Terraform plans before they are deployed',
    load: () => import('./commands/gate.ts'),
  },
  scan: {
    usage: 'scan [--region REGION]…',
    summary: 'list, read and judge the AI resources of a live account, read-only',
    load: () => import('./commands/scan.ts'),
  },
  remediate: {
    usage: 'remediate <finding> [--dry-run]',
    summary: 'how a finding would be put right, as a diff; asks the deployment for it',
    load: () => import('./commands/remediate.ts'),
  },
  approve: {
    usage: 'approve <plan> [--hash HASH]',
    summary: 'show a plan, let it happen, or let it not',
    load: () => import('./commands/approve.ts'),
  },
  contain: {
    usage: 'contain <kind> <name> --reason TEXT',
    summary: 'stop an abuse at once: Bedrock keys, a role, an endpoint; taken back by one command',
    load: () => import('./commands/contain.ts'),
  },
  rules: {
    usage: 'rules [ID]',
    summary: 'the rules, or one of them in full',
    load: () => import('./commands/rules.ts'),
  },
  explain: {
    usage: 'explain <rule> <file>',
    summary: 'why a rule says what it says about a file, clause by clause',
    load: () => import('./commands/explain.ts'),
  },
  verify: {
    usage: 'verify <dir|s3 uri|proof> --public-key PEM',
    summary: 'check an evidence archive, or the proof of one record, offline',
    load: () => import('./commands/verify.ts'),
  },
  evidence: {
    usage: 'evidence <dir|s3 uri> [--rule ID]…',
    summary: 'find records in an evidence archive by finding, resource, rule, control and period',
    load: () => import('./commands/evidence.ts'),
  },
  export: {
    usage: 'export <dir|s3 uri> --out DIR',
    summary: 'copy an evidence archive, or a period of it, in the versions that its seals name',
    load: () => import('./commands/export.ts'),
  },
  prove: {
    usage: 'prove <record> --archive <dir|s3 uri>',
    summary: 'write a small proof of one record, which can be checked alone',
    load: () => import('./commands/prove.ts'),
  },
  restore: {
    usage: 'restore <dir|s3 uri> --public-key PEM --table NAME',
    summary: 'fill an empty posture table from an evidence archive',
    load: () => import('./commands/restore.ts'),
  },
  report: {
    usage: 'report <dir|s3 uri|result> --format FORMAT',
    summary: 'tell people and auditors how things stand, or stood: HTML, OSCAL, OCSF, ASFF, CSV, JSON',
    load: () => import('./commands/report.ts'),
  },
  hold: {
    usage: 'hold <s3 uri> --from DAY --to DAY …',
    summary: 'put a legal hold on the evidence of a period, or release it',
    load: () => import('./commands/hold.ts'),
  },
  waivers: {
    usage: 'waivers check [FILE|DIR]',
    summary: 'check the waivers: who, until when, what ends soon',
    load: () => import('./commands/waivers.ts'),
  },
  attest: {
    usage: 'attest check [FILE|DIR]',
    summary: 'check the attestations: what a person stands in for, and until when',
    load: () => import('./commands/attest.ts'),
  },
};

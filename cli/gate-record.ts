import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createAws } from '../adapters/aws/aws.ts';
import { digestOf, sha256 } from '../engine/canonical.ts';
import type { Finding } from '../engine/finding.ts';
import type { ProfileChoice, Settings } from '../engine/settings.ts';
import { isListed } from '../reports/contract.ts';
import type { Tally } from '../reports/tally.ts';
import type { Json, JsonObject } from '../resources/resource.ts';
import { packDigest } from '../rules/pack-digest.generated.ts';
import { recordTarget, sendNotice } from './record-target.ts';
import type { MakeAws } from './scan/account.ts';

declare const ASSAY_VERSION: string;

/** A message of the queue takes 256 kB. */
const MOST_FINDINGS = 200;
const MOST_FILES = 500;

export interface GateEnd {
  readonly tally: Tally;
  readonly resources: number;
  readonly unusable: readonly string[];
  readonly profile: ProfileChoice | undefined;
  readonly exitStatus: number;
  readonly now: Date;
}

/** Takes down what a gate found, and puts it into evidence when it has ended. */
export interface GateRecorder {
  file(file: string, settings: Settings): void;
  findings(findings: readonly Finding[]): void;
  /** @throws UnfinishedError if it cannot be sent */
  send(end: GateEnd): Promise<void>;
}

/** @throws UsageError if the URL is none of a FIFO queue */
export async function gateRecorder(url: string, make: MakeAws = createAws): Promise<GateRecorder> {
  const target = await recordTarget(url);
  const files: JsonObject[] = [];
  const listed: JsonObject[] = [];
  let fileCount = 0;
  let findingCount = 0;
  return {
    file(file, settings) {
      fileCount += 1;
      if (files.length === MOST_FILES) return;
      files.push({ file, sha256: sha256(readFileSync(file)), settingsDigest: digestOf(settings as Json) });
    },
    findings(findings) {
      for (const finding of findings.filter(isListed)) {
        findingCount += 1;
        if (listed.length < MOST_FINDINGS) listed.push(lineOf(finding));
      }
    },
    async send({ tally, resources, unusable, profile, exitStatus, now }) {
      const digests = new Set(files.map(({ settingsDigest }) => settingsDigest));
      const detail: JsonObject = {
        tool: { name: 'assay', version: typeof ASSAY_VERSION === 'string' ? ASSAY_VERSION : 'unbuilt' },
        packDigest,
        // Null where files were judged by several: each file says by which.
        settingsDigest: digests.size === 1 ? ([...digests][0] ?? null) : null,
        profile: profile ?? null,
        ...sourceOf(process.env),
        exitStatus,
        counts: { files: fileCount, resources, findings: findingCount, ...tally },
        files,
        findings: listed,
        unusable: unusable.slice(0, MOST_FINDINGS),
      };
      await sendNotice(target, { kind: 'gate-result', detail, now, make, what: 'the result' });
    },
  };
}

/** What was found, and not the values: a template may hold what no locked archive should. */
function lineOf({ rule, resource, verdict, waiver }: Finding): JsonObject {
  const { file = null, type, id } = resource;
  return {
    rule: rule.id,
    revision: rule.revision,
    status: verdict.status,
    severity: rule.severity,
    file,
    resource: { type, id },
    waiver: waiver?.ticket ?? null,
  };
}

/** Which state of which repository, as the build service tells, or git. */
function sourceOf(env: Readonly<Record<string, string | undefined>>): JsonObject {
  const commit = firstOf(env, COMMITS) ?? git('rev-parse', 'HEAD') ?? null;
  const repository =
    githubRepository(env) ?? firstOf(env, REPOSITORIES) ?? git('remote', 'get-url', 'origin');
  return { commit, repository: repository === undefined ? null : withoutPassword(repository) };
}

const COMMITS = [
  'GITHUB_SHA',
  'CI_COMMIT_SHA',
  'CODEBUILD_RESOLVED_SOURCE_VERSION',
  'BUILD_SOURCEVERSION',
  'BITBUCKET_COMMIT',
  'CIRCLE_SHA1',
  'GIT_COMMIT',
];

const REPOSITORIES = [
  'CI_PROJECT_URL',
  'CODEBUILD_SOURCE_REPO_URL',
  'BUILD_REPOSITORY_URI',
  'BITBUCKET_GIT_HTTP_ORIGIN',
  'CIRCLE_REPOSITORY_URL',
  'GIT_URL',
];

function firstOf(env: Readonly<Record<string, string | undefined>>, names: readonly string[]) {
  return names.map((name) => env[name]).find((value) => value);
}

function githubRepository({
  GITHUB_SERVER_URL,
  GITHUB_REPOSITORY,
}: Readonly<Record<string, string | undefined>>) {
  return GITHUB_SERVER_URL && GITHUB_REPOSITORY ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}` : undefined;
}

function git(...args: readonly string[]): string | undefined {
  try {
    const text = execFileSync('git', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 5000,
    });
    return text.trim() || undefined;
  } catch {
    // No git, or no repository: nothing is known.
    return undefined;
  }
}

/** Addresses that build services clone from carry tokens. */
function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.search === '' && url.hash === '' ? url.href : `${url.origin}${url.pathname}`;
}

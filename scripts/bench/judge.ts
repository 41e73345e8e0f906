import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { definitionOf, judgeFor } from '../../cli/house.ts';
import { findingId } from '../../engine/finding-id.ts';
import { inputDigest, rulesDigest } from '../../engine/input-digest.ts';
import type { Judge } from '../../engine/judge.ts';
import { neighbourhoodOf } from '../../engine/neighbourhood.ts';
import type { Resource } from '../../resources/resource.ts';
import { rules } from '../../rules/index.ts';
import { type Bar, median, milliseconds } from './report.ts';
import { mixedResources } from './workload.ts';

const ROUNDS = 7;

/** judge() against JSON.parse of the same resources; growth; memory beyond the input. */
export function* benchJudge(): Generator<Bar> {
  const judge = judgeFor({}, 'all');
  const texts = mixedResources(10_000).map((resource) => JSON.stringify(resource));
  const resources = texts.map((text): Resource => JSON.parse(text));
  const bytes = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  const digest = rulesDigest({ rules });

  const times: Record<'parse' | 'verdicts' | 'digests', number[]> = { parse: [], verdicts: [], digests: [] };
  for (let round = -2; round < ROUNDS; round += 1) {
    const parse = timed(() => {
      for (const text of texts) JSON.parse(text);
    });
    const verdicts = timed(() => judgeAll(judge, resources));
    const digests = timed(() => judgeAllWithDigests(judge, resources, digest));
    if (round < 0) continue;
    times.parse.push(parse);
    times.verdicts.push(verdicts);
    times.digests.push(digests);
  }
  const [parse, verdicts, digests] = [median(times.parse), median(times.verdicts), median(times.digests)];
  const detail = `10,000 resources of ${(bytes / 1000).toFixed(1)} kB; JSON.parse ${milliseconds(parse)}`;
  yield {
    what: 'judge(), verdicts with observations',
    value: verdicts / parse,
    unit: 'times',
    atMost: 3,
    detail: `${detail}, judge ${milliseconds(verdicts)}`,
  };
  yield {
    what: 'with finding ids and input digests',
    value: digests / parse,
    unit: 'times',
    atMost: 10,
    detail: `${detail}, judge ${milliseconds(digests)}`,
  };
  yield growth(judge);
  yield memory(judge);
}

function timed(work: () => void): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}

function neighbourhood(resources: readonly Resource[]) {
  return neighbourhoodOf(resources, { definitionOf, outside: 'elsewhere' });
}

function judgeAll(judge: Judge, resources: readonly Resource[]): number {
  const around = neighbourhood(resources);
  let observations = 0;
  for (const resource of resources) {
    for (const { verdict } of judge.judge(resource, around)) {
      if (verdict.status === 'NON_COMPLIANT') observations += verdict.observations.length;
    }
  }
  return observations;
}

function judgeAllWithDigests(judge: Judge, resources: readonly Resource[], digest: string): number {
  const around = neighbourhood(resources);
  let length = 0;
  for (const resource of resources) {
    const related = new Set<Resource>();
    const judgements = judge.judge(resource, around, { onFollow: (each) => related.add(each) });
    for (const { rule } of judgements) length += findingId(rule.id, resource).length;
    length += inputDigest({ resource, related, rulesDigest: digest, waivers: [] }).length;
  }
  return length;
}

/** Time a resource at 100,000 over time a resource at 1,000: 1 is linear. */
function growth(judge: Judge): Bar {
  const many = mixedResources(100_000);
  const few = many.slice(0, 1000);
  judgeAll(judge, few);
  const small = median(Array.from({ length: 25 }, () => timed(() => judgeAll(judge, few)))) / few.length;
  const large = median(Array.from({ length: 3 }, () => timed(() => judgeAll(judge, many)))) / many.length;
  const detail = `${(small * 1000).toFixed(1)} µs and ${(large * 1000).toFixed(1)} µs a resource`;
  return {
    what: 'linear: 100,000 resources against 1,000, per resource',
    value: large / small,
    unit: 'times',
    atMost: 1.5,
    detail,
  };
}

/** `gc` of V8, which a context has only if it is made behind the flag. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
}

function memory(judge: Judge): Bar {
  const resources = mixedResources(100_000);
  judgeAll(judge, resources.slice(0, 1000));
  // What making the resources has left behind is no part of it, whenever V8 would have noticed.
  collectGarbage();
  const before = process.memoryUsage.rss();
  judgeAll(judge, resources);
  const beyond = (process.memoryUsage.rss() - before) / 2 ** 20;
  return {
    what: 'memory beyond the input, 100,000 resources',
    value: Math.max(0, beyond),
    unit: 'MB',
    atMost: 100,
    detail: 'resident set',
  };
}

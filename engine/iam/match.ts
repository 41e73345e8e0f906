/**
 * Wildcards of IAM policies. `*` stands for any text, `?` for one character. A `${…}` is one opaque character:
 * a policy variable has one value that cannot be known here, a template's token one that is not decided yet;
 * neither is ever taken for "all", nor for a text that is spelt out.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */

type Symbols = readonly string[];

/** Everything that has an ARN, in the canonical form that a resource pattern is compared with. */
export const EVERY_RESOURCE = 'arn:*:?*:*:*:?*';
/** Every action of every service. */
export const EVERY_ACTION = '?*:?*';

/** True if every action that `asked` names is one that `pattern` names. Both may hold wildcards; case is nothing. */
export function coversAction(pattern: string, asked: string): boolean {
  return covers(symbolsOf(pattern.toLowerCase()), symbolsOf(asked.toLowerCase()));
}

/**
 * True if every resource that `asked` names is one that `pattern` names. An account lives in one partition, so
 * `arn:aws:`, `arn:aws-cn:` and `arn:${AWS::Partition}:` all mean its own.
 */
export function coversResource(pattern: string, asked: string): boolean {
  return covers(symbolsOf(anyPartition(pattern)), symbolsOf(anyPartition(asked)));
}

const PARTITION = /^arn:(?:aws[a-z-]*|\$\{[^}]{0,64}partition[^}]{0,64}\}):/i;

const anyPartition = (arn: string): string => arn.replace(PARTITION, 'arn:*:');

/** One symbol a character, one for a whole `${…}`; runs of wildcards in one order, so that `*?` is `?*`. */
function symbolsOf(pattern: string): Symbols {
  const symbols = pattern.match(/\$\{[^{}]{0,128}\}|[\s\S]/g) ?? [];
  const canonical: string[] = [];
  let isAnyPending = false;
  for (const symbol of symbols) {
    if (symbol === '*') {
      isAnyPending = true;
      continue;
    }
    if (symbol !== '?' && isAnyPending) {
      canonical.push('*');
      isAnyPending = false;
    }
    canonical.push(symbol);
  }
  return isAnyPending ? [...canonical, '*'] : canonical;
}

/**
 * Matching in which the asked text may hold wildcards too: its `*` is swallowed by a `*` only, its `?` by `*` or `?`.
 * Two pointers with one way back to the last `*`: O(n·m), whatever a hostile policy says.
 */
function covers(pattern: Symbols, asked: Symbols): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < asked.length; ) {
    const symbol = pattern[at];
    if (symbol === '*') {
      star = at;
      at += 1;
      resume = index;
    } else if (swallows(symbol, asked[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      resume += 1;
      index = resume;
      at = star + 1;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((symbol) => symbol === '*');
}

function swallows(symbol: string | undefined, asked: string | undefined): boolean {
  if (symbol === '?') return asked !== '*' && !asked?.startsWith('${');
  return symbol !== undefined && symbol === asked;
}

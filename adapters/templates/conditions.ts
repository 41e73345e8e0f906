import { isUnknown, type Json, unknown } from '../../resources/resource.ts';
import { resolve } from './intrinsics.ts';
import { isObject, member, type Scope, type Truth } from './scope.ts';
import { holdsToken, unknownIn } from './tokens.ts';

/** A chain longer than this is no template's, and would overflow the stack. */
const MAX_CHAIN = 200;

/** The Conditions of a template in three values, each worked out once; cycles and unknown functions are undecided. */
export function conditionsOf(section: Json | undefined, scopeOf: () => Scope): (name: string) => Truth {
  const known = new Map<string, Truth>();
  let chain = 0;

  function named(name: string): Truth {
    const truth = known.get(name);
    if (truth !== undefined) return truth;
    const condition = member(section, name);
    if (condition === undefined) return unknown(`condition ${name} is not defined`);
    if (chain >= MAX_CHAIN) return unknown(`condition ${name} refers to too many others`);
    known.set(name, unknown(`condition ${name} refers to itself`));
    chain += 1;
    const value = evaluate(condition);
    chain -= 1;
    known.set(name, value);
    return value;
  }

  function evaluate(condition: Json): Truth {
    const [entry, ...others] = isObject(condition) ? Object.entries(condition) : [];
    if (!entry || others.length > 0) return unknown('a condition that is no condition function');
    const [name, argument] = entry;
    if (name === 'Condition' && typeof argument === 'string') return named(argument);
    const operands: Json[] = Array.isArray(argument) ? argument : [];
    if (name === 'Fn::And' && operands.length > 0) return decide(operands.map(evaluate), false);
    if (name === 'Fn::Or' && operands.length > 0) return decide(operands.map(evaluate), true);
    if (name === 'Fn::Equals' && operands.length === 2) return equals(operands, scopeOf());
    const [only, ...rest] = operands;
    if (name !== 'Fn::Not' || only === undefined || rest.length > 0)
      return unknown(`${name} is not decided from a template`);
    const truth = evaluate(only);
    return isUnknown(truth) ? truth : !truth;
  }

  return named;
}

/** One `decisive` operand settles it, whatever is undecided beside it. */
function decide(truths: readonly Truth[], decisive: boolean): Truth {
  if (truths.includes(decisive)) return decisive;
  return truths.find(isUnknown) ?? !decisive;
}

function equals(operands: readonly Json[], scope: Scope): Truth {
  const [left, right] = operands.map((operand) => resolve(operand, scope));
  const inTheWay = unknownIn(left) ?? unknownIn(right);
  if (inTheWay) return inTheWay;
  if (left === undefined || right === undefined) return unknown('AWS::NoValue is compared');
  if (textOf(left) === textOf(right)) return true;
  const open = [left, right].find(holdsToken);
  return open === undefined ? false : unknown(`it depends on ${textOf(open)}`);
}

/** CloudFormation compares texts: `true` and "true" are the same. */
const textOf = (value: Json): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

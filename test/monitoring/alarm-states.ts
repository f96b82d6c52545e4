/** Up to so many alarms, every combination of states is tried: 4,096. */
export const MOST_EXHAUSTIVE = 12;

/** The combinations that are tried of some alarms: which of them are in ALARM. */
export function combinationsOf(names: readonly string[]): string[][] {
  return names.length <= MOST_EXHAUSTIVE ? everyOne(names) : structured(names);
}

function everyOne(names: readonly string[]): string[][] {
  return names.reduce<string[][]>((sets, name) => [...sets, ...sets.map(set => [...set, name])], [[]]);
}

/** None, each alone, each pair, all but each, all: what tells an operator or an operand that is missing or wrong. */
function structured(names: readonly string[]): string[][] {
  const pairs = names.flatMap((first, index) => names.slice(index + 1).map(second => [first, second]));
  const allBut = names.map(name => names.filter(other => other !== name));
  return [[], ...names.map(name => [name]), ...pairs, ...allBut, [...names]];
}

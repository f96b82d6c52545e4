import type { ScoreboardTask } from './scoreboard';

/** An argument that the program does not have, or a value that it cannot take. */
export class OptionError extends Error {}

/** As many random schedules as continuous integration makes. */
export const SCHEDULES = 10_000;

export const USAGE = `npm run simulate -- [--seed N] [--schedules M] [--only "part of a name"]

  nothing        the whole scoreboard, with ${SCHEDULES.toLocaleString('en-US')} random schedules
  --seed N       the random schedule of that seed; with --schedules, the first of them
  --schedules M  so many random schedules
  --only "..."   what somebody has thought of and has this in its name, or in what the scoreboard says that was tried
  --help         this`;

const NUMBERS = ['--seed', '--schedules'] as const;

/**
 * Reads the arguments of the program. With `--seed` alone, or `--only`, what is asked for is a replay: nothing else is tried.
 *
 * @throws OptionError for an argument that is not known, or a value that is no number
 */
export function readOptions(args: readonly string[]): ScoreboardTask {
  const given = new Map<string, string>();
  for (let index = 0; index < args.length; index += 2) {
    const [name, value] = [args[index], args[index + 1]];
    if (!['--seed', '--schedules', '--only'].includes(name) || value === undefined) {
      throw new OptionError(`"${args.slice(index).join(' ')}": the arguments are --seed N, --schedules M and --only "part of a name"`);
    }
    given.set(name, value);
  }
  const [seed, schedules] = NUMBERS.map(name => number(name, given.get(name)));
  const only = given.get('--only');
  const replay = given.has('--seed') && !given.has('--schedules');
  return { firstSeed: seed ?? 1, schedules: schedules ?? (replay ? 1 : only === undefined ? SCHEDULES : 0), directed: !replay, only };
}

function number(name: string, value: string | undefined): number | undefined {
  if (value !== undefined && !/^\d+$/.test(value)) {
    throw new OptionError(`${name} "${value}": a whole number is needed`);
  }
  return value === undefined ? undefined : Number(value);
}

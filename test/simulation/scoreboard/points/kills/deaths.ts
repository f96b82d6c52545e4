import type { KilledRun } from './runs';
import type { HandlerBinding, HandlerWorld } from '../../../models/lambda';
import { START } from '../../../simulation';
import { withHandler } from '../../mutants/altered-handler';
import { simulationOf } from '../../run-trial';
import type { Alteration, System } from '../../system';

/** What a run calls. The functions of minutes and events are called again by the next. */
const CALLED_BY_RUNS = ['run-keeper', 'readiness-checker', 'aurora-promoter', 'traffic-verifier', 'peer-run'];
/** Longer than any function may run. */
const FOR_EVER = 86_400_000;

/** One call of a function by a run. */
export interface Invocation {
  readonly principal: string;
  readonly region: string;
  /** How many calls of the function come before it. */
  readonly skip: number;
}

/** How a function dies, before what it was called for or after: without a word, or held up until its time is over. */
export interface Death {
  readonly moment: 'before' | 'after';
  readonly how: 'Lambda.Unknown' | 'Sandbox.Timedout';
}

export const DEATHS: readonly Death[] = (['before', 'after'] as const).flatMap(moment =>
  (['Lambda.Unknown', 'Sandbox.Timedout'] as const).map(how => ({ moment, how })));

/**
 * The calls of functions that a run makes, when nobody disturbs it: of those that ask the same again and again, the first and the last.
 *
 * @param from milliseconds since the start: calls before it are of another run
 */
export async function invocationsOf(system: System, { schedule }: KilledRun, from: number): Promise<Invocation[]> {
  const asked = new Map<string, Invocation[]>();
  const counted = CALLED_BY_RUNS.map(principal => withCalls(principal, (handle, request, world, skip) => {
    if (world.now() - START >= from) {
      const what = `${principal} ${world.region} ${(request as { readonly action?: string }).action}`;
      asked.set(what, [...asked.get(what) ?? [], { principal, region: world.region, skip }]);
    }
    return handle(request, world);
  }));
  await simulationOf(system, { schedule, alteration: given => counted.reduce((altered, alteration) => alteration(altered), given) }).run();
  return [...asked.values()].flatMap(calls => calls.length === 1 ? calls : [calls[0], calls[calls.length - 1]]);
}

/** The same system, in which one call of one function dies. */
export function dying({ principal, region, skip }: Invocation, { moment, how }: Death): Alteration {
  return withCalls(principal, async (handle, request, world, count) => {
    if (world.region !== region || count !== skip) {
      return handle(request, world);
    }
    if (moment === 'after') {
      await handle(request, world);
    }
    if (how === 'Sandbox.Timedout') {
      await world.wait(FOR_EVER);
    }
    throw Object.assign(new Error('the function died'), { name: how });
  });
}

type Handle = HandlerBinding['handle'];

/** Counts the calls of a function in each Region, anew for each system that is made. */
function withCalls(principal: string, call: (handle: Handle, request: unknown, world: HandlerWorld, skip: number) => Promise<unknown>): Alteration {
  return system => {
    const calls = new Map<string, number>();
    return withHandler(principal, handle => async (request, world: HandlerWorld) => {
      const skip = calls.get(world.region) ?? 0;
      calls.set(world.region, skip + 1);
      return call(handle, request, world, skip);
    })(system);
  };
}

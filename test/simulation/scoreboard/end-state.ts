import { HOME, PUBLIC_NAME, REGIONS, STANDBY } from './system';
import { STATE_ITEM, STATE_KIND } from '../../../src/recovery/regional-state/state-kinds';
import type { Table } from '../models/dynamodb/table';
import type { Item } from '../models/dynamodb/values';
import type { Simulation } from '../simulation';

/** What is left in the state table of one Region. */
export interface RegionEnd {
  readonly region: string;
  /** Whether it works, and hears from the other one: a Region that does not keeps what it knew, unless it is the active one itself. */
  readonly isTold: boolean;
  readonly activeRegion: string;
  readonly epoch: number;
  /** The application of an active Region refuses writes. */
  readonly isFenced: boolean;
  readonly latchClosed: boolean;
  /** The run that holds its lock, as long as its lease lasts. */
  readonly lock?: string;
  /** The drill that silences pages. */
  readonly drill?: string;
  /** Records of runs that have no end. */
  readonly openRuns: readonly string[];
}

/** Where everything is when a simulation is over. */
export interface EndState {
  readonly writers: readonly string[];
  readonly traffic: string;
  /** Where writes are acknowledged; `nowhere` when none is. */
  readonly writes: string;
  readonly regions: readonly RegionEnd[];
  /** Executions that have not ended. */
  readonly running: readonly string[];
}

/** Reads all of it as a person would: out of the tables, the database, and what clients are told. */
export function endStateOf(simulation: Simulation): EndState {
  const { databases, traffic, population, stepFunctions } = simulation;
  const [last] = population.intervals.slice(-2);
  const [leads] = Object.keys(last.served);
  return {
    writers: databases.map(({ writer }) => writer.region),
    traffic: traffic.answer(PUBLIC_NAME),
    writes: last.acknowledged > 0 && Object.keys(last.served).length === 1 ? leads : 'nowhere',
    regions: REGIONS.map(region => regionEnd(simulation, region)),
    running: stepFunctions.all().filter(({ status }) => status === 'RUNNING').map(({ props }) => props.name),
  };
}

/** Epochs of home are even, those of the standby odd: no two Regions ever begin the same one. */
const PARITY: { readonly [region: string]: number } = { [HOME]: 0, [STANDBY]: 1 };

/** What beside the active Region says what is right. */
export interface Settled {
  /** Whether the latch of home is closed: the standby was lost while it was active, and was not told yet. */
  readonly reverseLatch: boolean;
  /** Whether a run was refused: that has raised the epoch of its own Region alone. */
  readonly refused: boolean;
}

/** What is not as it has to be when a Region is the active one and nothing is under way; nothing when all is. */
export function unsettled({ writers, traffic, writes, regions, running }: EndState, at: string, { reverseLatch, refused }: Settled): string[] {
  const elsewhere = (what: string, where: string) => where === at ? [] : [`${what} at ${where}`];
  const knowing = regions.filter(({ region, isTold }) => isTold || region === at);
  const epochs = new Set(knowing.map(({ epoch }) => epoch));
  return [
    ...writers.flatMap(writer => elsewhere('the writer is', writer)),
    ...elsewhere('traffic is', traffic),
    ...elsewhere('writes are acknowledged', writes),
    ...knowing.flatMap(end => [...elsewhere(`by ${end.region} the role is`, end.activeRegion), ...left(end, at, reverseLatch)]),
    ...regions.filter(({ region, epoch }) => region === at && epoch % 2 !== PARITY[at]).map(({ epoch }) => `${at} is active in epoch ${epoch}, which is the other one's`),
    ...epochs.size > 1 && !refused ? [`the Regions are in epochs ${[...epochs].join(' and ')}`] : [],
    ...running.map(name => `${name} has not ended`),
  ];
}

function left({ region, isFenced, latchClosed, lock, drill, openRuns }: RegionEnd, at: string, reverseLatch: boolean): string[] {
  const closed = region === STANDBY ? at === STANDBY : reverseLatch;
  return [
    ...region === at && isFenced ? [`${region} is fenced`] : [],
    ...latchClosed === closed ? [] : [`the latch of ${region} is ${latchClosed ? 'closed' : 'open'}`],
    ...lock === undefined ? [] : [`the lock of ${region} is held by ${lock}`],
    ...drill === undefined ? [] : [`${region} is silenced by ${drill}`],
    ...openRuns.map(run => `${region} has no end of ${run}`),
  ];
}

function regionEnd({ dynamoDb, network, clock, props: { deployment } }: Simulation, region: string): RegionEnd {
  const settings = deployment.functions.find(each => each.region === region && each.environment.PUBLISHER_SETTINGS !== undefined)!;
  const table = dynamoDb.table(region, JSON.parse(settings.environment.PUBLISHER_SETTINGS).tableName);
  const state = itemOf(table, STATE_ITEM.state);
  const lock = itemOf(table, STATE_ITEM.lock);
  const other = REGIONS.find(each => each !== region)!;
  return {
    region,
    isTold: network.works(region) && network.answers(other, region),
    activeRegion: text(state, 'activeRegion') ?? HOME,
    epoch: Number(text(state, 'epoch') ?? 0),
    isFenced: Date.parse(text(state, 'fencedUntil') ?? '') > clock.now(),
    latchClosed: text(itemOf(table, STATE_ITEM.latch), 'closed') === 'true',
    lock: Date.parse(text(lock, 'expiresAt') ?? '') < clock.now() ? undefined : nameOf(text(lock, 'runId')),
    drill: nameOf(text(itemOf(table, STATE_ITEM.drill), 'runId')),
    openRuns: table.partition(STATE_KIND.run).filter(run => run.outcome === undefined || text(run, 'outcome') === 'running').map(run => nameOf(text(run, 'id'))!),
  };
}

function itemOf(table: Table, { kind, id }: { readonly kind: string; readonly id: string }): Item | undefined {
  return table.get({ kind: { S: kind }, id: { S: id } });
}

function text(item: Item | undefined, name: string): string | undefined {
  const value = item?.[name];
  return value === undefined ? undefined : String(Object.values(value)[0]);
}

/** Of an execution's ARN. */
function nameOf(runId: string | undefined): string | undefined {
  return runId?.split(':').pop();
}

import type { Series } from './areas';
import { areaLane } from './areas';
import type { Band } from './bands';
import { bandLane } from './bands';
import type { SimulationReport } from '../../../simulation/report';
import type { Lane } from '../chart/lane';
import { duration, grouped } from '../figures';
import { kindOf, servingRegions } from '../regions';
import { latchesOf, placesOf } from '../states';
import { trafficSpans } from '../traffic';

/** What was wrong with the world. */
export function faultLane({ faults, durationSeconds }: SimulationReport): Lane {
  return bandLane('Faults', faults.map(({ label, fromSeconds, untilSeconds = durationSeconds }) => ({ label, fromSeconds, untilSeconds, kind: 'fault' })), 'none');
}

export function runLane({ runs, durationSeconds }: SimulationReport): Lane {
  const bands = runs.map(({ mode, target, fromSeconds, untilSeconds = durationSeconds }) => ({ label: `${mode} to ${target}`, fromSeconds, untilSeconds, kind: 'run' }));
  return bandLane('Runs', bands, 'none was needed');
}

/** Where clients are led by the public name. */
export function nameLane(report: SimulationReport): Lane {
  return bandLane('Name leads to', placeBands(report, 'traffic'), 'nowhere');
}

export function writerLane(report: SimulationReport): Lane {
  return bandLane('Writer', placeBands(report, 'writer'), 'nowhere');
}

function placeBands(report: SimulationReport, kind: 'traffic' | 'writer'): Band[] {
  return placesOf(report, kind).map(({ region, ...state }) => ({ ...state, label: region!, kind: kindOf(region, report.names), isLink: true }));
}

/** The latches of both Regions, each where its Region published it. */
export function latchLane(report: SimulationReport): Lane {
  const regions = [...new Set(report.moments.filter(({ kind }) => kind === 'latch').flatMap(({ region }) => region === undefined ? [] : [region]))];
  const name = (label: string, region: string) => regions.length === 1 ? label : `${region}: ${label}`;
  return bandLane('Latch', regions.flatMap(region => latchesOf(report, region).map(state =>
    ({ ...state, label: name(state.label, region), kind: 'latch', isLink: true }))), 'never touched');
}

/** Who answered, and who found nobody. */
export function requestLane(report: SimulationReport): Lane {
  const regions = servingRegions(report);
  const total = (region: string) => report.traffic.reduce((sum, { served }) => sum + (served[region] ?? 0), 0);
  return areaLane('Requests', trafficSpans(report), [
    ...regions.map((region): Series => ({ label: region, kind: kindOf(region, report.names), count: ({ served }) => served[region] ?? 0 })),
    { label: 'not answered', kind: 'unreachable', count: ({ unreachable }) => unreachable, isHatched: true },
  ], `Requests answered: ${regions.map(region => `${grouped(total(region))} by ${region}`).join(', ')}.`);
}

/** What became of writes. */
export function writeLane({ writes, ...report }: SimulationReport): Lane {
  return areaLane('Writes', trafficSpans(report), [
    { label: 'acknowledged', kind: 'acknowledged', count: ({ acknowledgedWrites }) => acknowledgedWrites },
    { label: 'refused', kind: 'refused', count: ({ refusedWrites }) => refusedWrites },
    { label: 'not answered', kind: 'unreachable', count: ({ unreachable }) => unreachable, isHatched: true },
  ], `Writes: ${grouped(writes.acknowledged)} acknowledged, ${grouped(writes.refused)} refused, ${grouped(writes.unreachable)} not answered.`);
}

/** How long nobody took writes, above how long that may be. */
export function recoveryTimeLane(lossSeconds: number, rtoSeconds: number, objectiveSeconds: number): Lane {
  const band = (label: string, length: number, kind: string) => ({ label, fromSeconds: lossSeconds, untilSeconds: lossSeconds + length, kind });
  return bandLane('Recovery time', [
    band(`${duration(rtoSeconds)} to the first write`, rtoSeconds, 'calm'),
    { ...band(`objective ${duration(objectiveSeconds)}`, objectiveSeconds, 'goal'), isHollow: true },
  ], 'none');
}

import { section } from './section';
import type { SimulationReport } from '../../../simulation/report';
import type { TimeWindow } from '../chart/scale';
import type { LegendEntry } from '../figure';
import { figure } from '../figure';
import { faultLane, latchLane, nameLane, requestLane, runLane, writeLane, writerLane } from '../lanes/of-report';
import { kindOf, servingRegions } from '../regions';
import type { Story } from '../story';

/** All of it on one axis. */
export function overview(report: SimulationReport, story: Story): string {
  return section('timeline', 'What happened', figure({
    id: 'timeline',
    title: `Timeline of the simulation: ${report.title}`,
    window: { fromSeconds: 0, untilSeconds: report.durationSeconds },
    story,
    lanes: [faultLane(report), runLane(report), nameLane(report), latchLane(report), writerLane(report), requestLane(report), writeLane(report)],
    shaded: shadedTimes(report),
  }, 'Everything on one axis of time: what was wrong, which runs of recovery went on, where the public name led, what the latches said, which Region’s '
    + 'database took writes, and what became of the requests and writes of clients, per second. Times of faults are shaded.', legendOf(report)));
}

export function shadedTimes({ faults, durationSeconds }: SimulationReport): TimeWindow[] {
  return faults.map(({ fromSeconds, untilSeconds = durationSeconds }) => ({ fromSeconds, untilSeconds }));
}

function legendOf(report: SimulationReport): LegendEntry[] {
  return [
    ...servingRegions(report).map(region => ({ label: `${region}${roleOf(region, report)}`, kind: kindOf(region, report.names) })),
    ...report.faults.length > 0 ? [{ label: 'fault', kind: 'fault' }] : [],
    { label: 'write acknowledged', kind: 'acknowledged' },
    ...report.writes.refused > 0 ? [{ label: 'refused, may be retried', kind: 'refused' }] : [],
    ...report.writes.unreachable > 0 ? [{ label: 'not answered', kind: 'unreachable' }] : [],
  ];
}

function roleOf(region: string, { names: { home, standby } }: SimulationReport): string {
  return region === home ? ' (home)' : region === standby ? ' (standby)' : '';
}

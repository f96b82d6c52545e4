import type { ReportMoment, SimulationReport } from '../../simulation/report';

/** Something that holds from one moment to the next. */
export interface HeldState {
  readonly label: string;
  readonly region?: string;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

type Told = Pick<SimulationReport, 'moments' | 'durationSeconds' | 'names'>;

/** Which Region something leads to, or is in: the home Region until a moment of the kind moves it. */
export function placesOf(report: Told, kind: 'traffic' | 'writer'): HeldState[] {
  const moves = momentsOf(report, kind).filter(({ region }) => region !== undefined);
  const places = [{ region: report.names.home, atSeconds: 0 }, ...moves];
  return heldFrom(places.map(({ region, atSeconds }) => ({ label: region!, region, atSeconds })), report.durationSeconds);
}

/** What the latches of a Region were set to. Before the first moment nobody has touched them. */
export function latchesOf(report: Told, region: string): HeldState[] {
  return heldFrom(momentsOf(report, 'latch').filter(moment => moment.region === region), report.durationSeconds);
}

function momentsOf({ moments }: Told, kind: ReportMoment['kind']): ReportMoment[] {
  return moments.filter(moment => moment.kind === kind).sort((one, other) => one.atSeconds - other.atSeconds);
}

/** States that follow each other; one that says what the one before it said goes on. */
function heldFrom(moments: readonly Pick<ReportMoment, 'label' | 'region' | 'atSeconds'>[], end: number): HeldState[] {
  const changes = moments.filter(({ label }, index) => index === 0 || label !== moments[index - 1].label);
  return changes
    .map(({ label, region, atSeconds }, index) => ({ label, region, fromSeconds: atSeconds, untilSeconds: changes[index + 1]?.atSeconds ?? end }))
    .filter(({ fromSeconds, untilSeconds }) => untilSeconds > fromSeconds);
}

import { paragraph, section } from './section';
import { figure } from '../figure';
import { duration } from '../figures';
import { shadedTimes } from './overview';
import type { SimulationReport } from '../../../simulation/report';
import { lagLane, unknownSpans } from '../lanes/lag';
import type { Story } from '../story';

/** How much a forced failover would have lost at each moment. */
export function lag(report: SimulationReport, story: Story): string {
  return section('lag', 'How far the standby was behind', ...report.lag.length === 0 ? [paragraph('No replication lag was recorded.')] : picture(report, story));
}

function picture(report: SimulationReport, story: Story): string[] {
  const { objectives: { rpoSeconds }, durationSeconds } = report;
  const known = report.lag.flatMap(({ milliseconds }) => milliseconds === undefined ? [] : [milliseconds / 1000]);
  const most = known.length === 0 ? 'It was never known' : `At most ${duration(Math.max(...known))}, against an objective of ${duration(rpoSeconds)}`;
  const unknown = unknownSpans(report.lag, durationSeconds);
  const blind = unknown.length === 0 ? '' : ` Nobody could say ${unknown.map(({ fromSeconds, untilSeconds }) => `from ${story.at(fromSeconds)} to ${story.at(untilSeconds)}`).join(', and ')}.`;
  return [figure({
    id: 'lag',
    title: 'Replication lag of the database',
    window: { fromSeconds: 0, untilSeconds: durationSeconds },
    story,
    lanes: [lagLane(report.lag, rpoSeconds, `${most}.${blind}`)],
    shaded: shadedTimes(report),
  }, `Replication lag of the database, as the standby Region’s metric shows it. ${most}.${blind}`,
  unknown.length === 0 ? [] : [{ label: 'lag', kind: 'curve' }, { label: 'nobody can say', kind: 'unknown' }])];
}

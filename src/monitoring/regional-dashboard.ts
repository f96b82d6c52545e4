import { Lazy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { WatchedSignal } from './watched-signal';
import { describeLimit } from './watched-signal';
import type { DrRegion, DrTopology } from '../topology';

const GRID_WIDTH = 24;

/**
 * The dashboard of one Region, with what is seen of both: each Region has its own, since the other's may be out of reach. Their
 * names differ, because the names of dashboards are unique per account, not per Region.
 *
 * @param signals what is watched in the end: the header speaks of it at synthesis, and `addGraphs` draws it
 */
export function createDashboard(
  scope: Construct, topology: DrTopology, region: DrRegion, signals: readonly WatchedSignal[], dashboardName: string,
): cloudwatch.Dashboard {
  return new cloudwatch.Dashboard(scope, 'Dashboard', {
    dashboardName,
    widgets: [[header(topology, region, signals)]],
  });
}

/** Draws signals below what a dashboard has. */
export function addGraphs(dashboard: cloudwatch.Dashboard, signals: readonly WatchedSignal[]): void {
  dashboard.addWidgets(...signals.map(graph));
}

function header(topology: DrTopology, region: DrRegion, signals: readonly WatchedSignal[]): cloudwatch.TextWidget {
  return new cloudwatch.TextWidget({
    width: GRID_WIDTH,
    height: 3,
    markdown: Lazy.string({
      produce: () => [
        `# ${topology.applicationName} ${topology.environmentName}: replication, seen from ${region.name}`,
        `Home Region ${topology.primary.name}, standby Region ${topology.secondary.name}. `
        + (signals.length === 0
          ? 'No store reports replication.'
          : 'Each graph is read from the Region that publishes its metric, and has no data while that Region is lost.'),
      ].join('\n'),
    }),
  });
}

function graph({ recoverableId, signal, threshold }: WatchedSignal): cloudwatch.GraphWidget {
  const region = signal.publishedIn.name;
  return new cloudwatch.GraphWidget({
    title: `${recoverableId}: ${signal.description}`,
    region,
    width: GRID_WIDTH / 2,
    left: [signal.metric.with({ region, label: `${signal.id}, published in ${region}` })],
    leftAnnotations: [{ value: threshold, label: describeLimit(signal), color: cloudwatch.Color.RED }],
    leftYAxis: { min: 0, label: `x ${signal.unit.toHumanString()}`, showUnits: false },
  });
}

import type { App, Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import type { DrMonitoringOptions, DrRegion, DrTopology, RegionalMonitoring } from '../../src';
import { StackLayer } from '../../src';
import { DrMonitoring } from '../../src/monitoring';
import { createdTopology, ownStack, templateOf, testApp } from '../support/environment';

/** One Region of a workload that is watched. */
export interface WatchedRegion {
  readonly region: DrRegion;
  readonly stack: Stack;
  readonly monitoring: RegionalMonitoring;
}

/** What a Region has in the end. */
export interface SeenRegion {
  readonly region: DrRegion;
  /** The team's stack. */
  readonly workload: Template;
  /** The stack of the library's alarms. */
  readonly recovery: Template;
  /** The dashboard, as text. */
  readonly dashboard: string;
}

interface Widget {
  readonly properties: { readonly title?: string; readonly metrics?: unknown[][]; readonly annotations?: object };
}

/** A topology whose workload, a stack in each Region, is watched. */
export function watchedWorkload(build: (each: WatchedRegion) => void, options: DrMonitoringOptions = {}): DrTopology {
  const app = testApp();
  const topology = createdTopology(app);
  const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [], ...options });
  for (const region of topology.regions) {
    build({ region, stack: ownStack(app, `Workload-${region.name}`, region.name), monitoring: monitoring.forRegion(region) });
  }
  return topology;
}

/** What there is in each Region. */
export function seenIn(topology: DrTopology): SeenRegion[] {
  return topology.regions.map(region => {
    const recovery = templateOf(region.stack(StackLayer.RECOVERY));
    const [{ Properties: { DashboardBody } }] = Object.values(templateOf(region.stack(StackLayer.VIEW)).findResources('AWS::CloudWatch::Dashboard'));
    const workload = templateOf((topology.node.root as App).node.findChild(`Workload-${region.name}`) as Stack);
    return { region, recovery, workload, dashboard: typeof DashboardBody === 'string' ? DashboardBody : bodyOf(DashboardBody) };
  });
}

/** The widget of a dashboard with this title. */
export function widgetOf({ dashboard }: SeenRegion, title: string): Widget | undefined {
  const { widgets } = JSON.parse(dashboard) as { widgets: Widget[] };
  return widgets.find(({ properties }) => properties.title === title);
}

/** A body that refers to other stacks, with the references as text. */
function bodyOf(body: { 'Fn::Join': [string, (string | object)[]] }): string {
  return body['Fn::Join'][1].map(part => typeof part === 'string' ? part : JSON.stringify(part).replace(/"/g, '\'')).join('');
}

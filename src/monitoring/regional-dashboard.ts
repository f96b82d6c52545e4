import { Annotations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { dashboardErrors } from './dashboard-limits';
import { DashboardSection } from './dashboard-section';
import { LateWidgets } from './late-widgets';
import { sectionHeading } from './section-heading';
import type { SeenSignal } from './signal-graphs';
import { signalGraphs } from './signal-graphs';
import type { RegionStatus } from './status-line';
import { statusLine } from './status-line';
import type { DrRegion, DrTopology } from '../topology';

const GRID_WIDTH = 24;

/** What a dashboard shows, asked for at synthesis: stores and signals may come later than the dashboard. */
export interface DashboardContent {
  /** The status of a Region. */
  status(region: DrRegion): RegionStatus;
  /** The ARNs of the alarms that exist once, in us-east-1. */
  globalAlarmArns(): readonly string[];
  /** All signals, of both Regions. */
  signals(): readonly SeenSignal[];
  /** What a section shows of us-east-1, beside signals. */
  widgetsOf(section: DashboardSection): readonly cloudwatch.IWidget[];
}

/** What a dashboard is made of. */
export interface RegionalDashboardProps {
  readonly dashboardName: string;
  readonly topology: DrTopology;
  readonly region: DrRegion;
  readonly content: DashboardContent;
}

/**
 * The dashboard of one Region, with what is seen of both: each Region has its own, since the other's may be out of reach. Their
 * names differ, because the names of dashboards are unique per account, not per Region.
 */
export class RegionalDashboard extends cloudwatch.Dashboard {
  /** Not initialised here: the constructor of the base class may add widgets. */
  private readonly workload: cloudwatch.IWidget[] = [];

  constructor(scope: Construct, id: string, private readonly props: RegionalDashboardProps) {
    super(scope, id, { dashboardName: props.dashboardName });
    const everything = new LateWidgets(() => this.everything());
    super.addWidgets(everything);
    this.node.addValidation({ validate: () => dashboardErrors(this, [everything]) });
  }

  /** The workload's own widgets, in their section. */
  public addWidgets(...widgets: cloudwatch.IWidget[]): void {
    if (widgets.length > 0) {
      widgets.flatMap(widget => Object.entries(widget.warningsV2 ?? {})).forEach(([id, message]) => Annotations.of(this).addWarningV2(id, message));
      this.workload.push(new cloudwatch.Row(...widgets));
    }
  }

  private everything(): cloudwatch.IWidget[] {
    const { region, content } = this.props;
    const signals = content.signals();
    return [
      this.header(),
      ...statusLine([region, region.peer].map(each => content.status(each)), content.globalAlarmArns()),
      ...Object.values(DashboardSection).flatMap(section => this.section(section, signals)),
    ];
  }

  private section(section: DashboardSection, signals: readonly SeenSignal[]): cloudwatch.IWidget[] {
    const { region, content } = this.props;
    const graphs = signalGraphs(signals.filter(({ signal }) => signal.section === section), region);
    const widgets = [...graphs, ...content.widgetsOf(section), ...section === DashboardSection.WORKLOAD ? this.workload : []];
    return widgets.length > 0 ? [sectionHeading(section), ...widgets] : [];
  }

  private header(): cloudwatch.TextWidget {
    const { topology, region } = this.props;
    return new cloudwatch.TextWidget({
      width: GRID_WIDTH,
      height: 2,
      markdown: [
        `# ${topology.applicationName} ${topology.environmentName}, seen from ${region.name}`,
        `Home Region ${topology.primary.name}, standby Region ${topology.secondary.name}. `
        + 'Each graph is read from the Region in its title, and has no data while that Region is lost.',
      ].join('\n'),
    });
  }
}

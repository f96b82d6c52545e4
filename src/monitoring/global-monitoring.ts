import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { AlarmOverrides } from './alarm-overrides';
import { AlarmStates } from './alarm-widgets';
import type { AlertChat } from './alert-chat';
import type { AlertOptions } from './alert-options';
import type { BudgetSettings } from './budget-rules';
import { DashboardSection } from './dashboard-section';
import { ALERTS_SOURCE, deliverySignals } from './delivery-signals';
import { healthCheckSignals, TRAFFIC_SOURCE } from './dns-signals';
import { alarmGraphs, checkGraphs, dashboardLink, queriesGraph } from './dns-widgets';
import { EVENTS_SOURCE, EventRoutes } from './event-routes';
import { GlobalAlarms } from './global-alarms';
import { chargesSignal, createBudget } from './global-budget';
import { createChats } from './global-chat';
import { LateWidgets } from './late-widgets';
import { BILLING_SOURCE } from './library-sources';
import type { RegionalAlerts } from './regional-alerts';
import { createRegionalAlerts } from './regional-alerts';
import type { FailoverDns } from '../dns';
import type { DrRegion, DrTopology } from '../topology';
import { KeyPurpose, StackLayer } from '../topology';
import { refuse } from '../topology/configuration-error';
import { NAME_KINDS } from '../topology/name-kinds';
import { ROUTE53_HOME_REGION } from '../topology/region-services';

const GRID_WIDTH = 24;
const HOME = { name: ROUTE53_HOME_REGION };

/** What the part in us-east-1 is made of. */
export interface GlobalMonitoringProps {
  readonly topology: DrTopology;
  readonly alerts: AlertOptions;
  readonly overrides: AlarmOverrides;
  /** How alerts leave a Region of the topology. */
  alertsOf(region: DrRegion): RegionalAlerts;
}

/**
 * The part of monitoring that exists once, in us-east-1: what Route 53 and Billing publish only there, the budget, and the chat channels.
 * Where us-east-1 is a Region of the topology its topics are used, otherwise it has topics of its own.
 *
 * Nothing in the Regions rests on it but lines on their dashboards: while us-east-1 is lost it is silent, and they go on.
 */
export class GlobalMonitoring {
  private readonly scope: Construct;
  private own?: RegionalAlerts;
  private readonly alarms: GlobalAlarms;
  private readonly widgets = new Map<DashboardSection, cloudwatch.IWidget[]>();
  private readonly component: string;

  /**
   * @param prop the prop that needs it, for errors
   */
  constructor(private readonly owner: Construct, private readonly props: GlobalMonitoringProps, prop: string) {
    const { topology, overrides } = props;
    this.component = owner.node.id;
    requireGlobalStack(owner, topology, prop);
    this.declareOrder();
    this.scope = new Construct(topology._globalScope(owner, 'monitoring'), 'Global');
    this.alarms = new GlobalAlarms(this.scope, { topology, component: this.component, topics: () => this.alerts().topics, overrides });
  }

  /** The ARNs of all alarms that are there, known in every Region. */
  public get alarmArns(): string[] {
    return this.alarms.all.map(({ arn }) => arn);
  }

  /** What it adds to a section of the Regions' dashboards. */
  public widgetsOf(section: DashboardSection): cloudwatch.IWidget[] {
    return this.widgets.get(section) ?? [];
  }

  /** Watches the health checks of a name, and shows what else Route 53 measures. */
  public watchDns(dns: FailoverDns): void {
    const { topology } = this.props;
    const alarms = this.alarms.add(TRAFFIC_SOURCE, healthCheckSignals(dns, topology.regions));
    const dashboardName = topology._name(NAME_KINDS.dashboard, `${this.component}/traffic`, HOME);
    new cloudwatch.Dashboard(this.scope, 'Dashboard', {
      dashboardName,
      widgets: [
        [this.header(dns)],
        alarms.length > 0 ? [new AlarmStates({ title: 'Alarms', width: GRID_WIDTH, height: 4 }, alarms.map(({ arn }) => arn))] : [],
        alarmGraphs(alarms),
        // What is measured of an endpoint depends on the endpoint, which is added later.
        [new LateWidgets(() => [new cloudwatch.Row(queriesGraph(dns), ...checkGraphs(dns, topology.regions))])],
      ],
    });
    this.widgets.set(DashboardSection.TRAFFIC, [
      dashboardLink(dashboardName),
      new cloudwatch.Row(...alarmGraphs(alarms)),
      new cloudwatch.Row(queriesGraph(dns)),
    ]);
  }

  /** Tells when the money of the month is used up. */
  public addBudget(settings: BudgetSettings): void {
    const { topology } = this.props;
    const warnings = settings.notifyTopic ? this.alerts().topics.warning : undefined;
    createBudget(this.scope, { topology, component: this.component, settings, warnings });
    if (settings.estimatedCharges !== undefined) {
      const signal = chargesSignal(settings.estimatedCharges);
      this.widgets.set(DashboardSection.COST, alarmGraphs(this.alarms.add(BILLING_SOURCE, [signal])));
    }
  }

  /** Shows the alerts of every Region in the chat channels. */
  public addChat(chat: readonly AlertChat[]): void {
    const { topology, alertsOf } = this.props;
    const topics = new Set([...topology.regions.map(region => alertsOf(region)), ...this.own ? [this.own] : []].map(each => each.topics));
    createChats(this.scope, { topology, component: this.component, topics: [...topics] }, chat);
  }

  /**
   * How alerts leave us-east-1. Made when there is something to tell: what AWS Budgets sends by itself, and the channels that show what
   * the Regions tell, need neither topics nor alarms on them.
   */
  private alerts(): RegionalAlerts {
    if (!this.own) {
      const home = this.props.topology.regions.find(({ name }) => name === HOME.name);
      this.own = home ? this.props.alertsOf(home) : this.createAlerts();
      if (!home) {
        this.watchItself(this.own);
      }
    }
    return this.own;
  }

  private createAlerts(): RegionalAlerts {
    const { topology, alerts } = this.props;
    const { key } = topology._globalKey(KeyPurpose.NOTIFICATIONS);
    return createRegionalAlerts(this.owner, this.scope, { topology, region: HOME, key, component: this.component, alerts });
  }

  /** As the Regions watch theirs; and the events of AWS Health that are about no Region, or about this one, which holds DNS. */
  private watchItself(alerts: RegionalAlerts): void {
    const { topology } = this.props;
    const routes = new EventRoutes(this.scope, { topology, region: HOME, component: this.component, alerts });
    this.alarms.add(ALERTS_SOURCE, deliverySignals(alerts));
    this.alarms.add(EVENTS_SOURCE, routes.followHealth());
  }

  private header(dns: FailoverDns): cloudwatch.TextWidget {
    const { applicationName, environmentName } = this.props.topology;
    return new cloudwatch.TextWidget({
      width: GRID_WIDTH,
      height: 2,
      markdown: `# ${applicationName} ${environmentName}: traffic to ${dns.domainName}\n`
        + `What Route 53 measures, which it publishes in ${HOME.name} only. Recovery does not need it.`,
    });
  }

  /** By names only, and not before they exist: topics of the Regions are subscribed, and their dashboards show alarms of here by ARN. */
  private declareOrder(): void {
    this.props.topology.regions.forEach(({ role }) =>
      this.props.topology._order({ layer: StackLayer.RECOVERY, role }, { layer: StackLayer.GLOBAL }, 'what is in us-east-1 tells the topics of the Regions'));
  }
}

/** In words of what needs the stack: the topology's own speak of records. */
function requireGlobalStack(owner: Construct, topology: DrTopology, prop: string): void {
  try {
    void topology.globalStack;
  } catch {
    refuse(owner, {
      prop,
      rule: `it needs a stack in ${ROUTE53_HOME_REGION}, where Route 53 and AWS Billing publish, and this topology has none`,
      remedy: `Give DrTopology.fromStacks a "globalStack" with env.region "${ROUTE53_HOME_REGION}"; outside the partition "aws" leave "${prop}" out`,
    });
  }
}

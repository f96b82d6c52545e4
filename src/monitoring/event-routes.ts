import { Duration, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { AlertSeverity } from './alert-severity';
import { DashboardSection } from './dashboard-section';
import type { LocalSignal } from './delivery-signals';
import { healthEvents, healthRegionsIn, SERVICES_OF_DNS, SERVICES_OF_RECOVERY, servicesOf } from './health-events';
import type { HealthSignal } from './health-signal';
import { statsOf } from './metric-parts';
import { holderOf } from './one-holder';
import type { RegionalAlerts } from './regional-alerts';
import type { RoutedEvents } from './routed-events';
import { backupEvents, databaseEvents } from './routed-events';
import { anyOf, AT_ONCE } from './signal-terms';
import type { DrRegion, DrTopology } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';

export interface EventRoutesProps {
  readonly topology: DrTopology;
  /** A Region of the topology, or the home Region of Route 53. */
  readonly region: Pick<DrRegion, 'name'>;
  readonly component: string;
  readonly alerts: RegionalAlerts;
}

/** What event rules are watched by, as the source of signals. */
export const EVENTS_SOURCE = 'events';

/** The rules of a Region that tell people of events of its services. */
export class EventRoutes {
  private readonly rules = new Map<string, events.Rule>();
  private readonly services: Set<string>;

  constructor(private readonly scope: Construct, private readonly props: EventRoutesProps) {
    const { topology, region } = props;
    this.services = new Set(topology.regions.some(({ name }) => name === region.name) ? SERVICES_OF_RECOVERY : SERVICES_OF_DNS);
  }

  /**
   * Routes what AWS Health says of this Region, and of those that it backs up. The services whose issues are critical are those of
   * whatever is watched in the end.
   *
   * @returns the signals of the rules; none where another `DrMonitoring` of the topology has them: one message of an issue is enough
   */
  public followHealth(): LocalSignal[] {
    const { topology, region, alerts: { health: { enabled = true, criticalServices } } } = this.props;
    if (!enabled || holderOf(topology, `health/${region.name}`, this.scope) !== this.scope) {
      return [];
    }
    const critical = criticalServices?.length === 0 ? undefined : () => criticalServices ?? [...this.services].sort();
    return this.route(healthEvents(healthRegionsIn(region.name, topology.regions.map(({ name }) => name)), critical));
  }

  /**
   * Routes the events of whatever signals are about: what is watched is what belongs to the topology, stores that existed before
   * included, whatever their names.
   *
   * @returns the signals of the rules that are new
   */
  public follow(signals: readonly HealthSignal[]): LocalSignal[] {
    const here = signals.filter(({ publishedIn }) => publishedIn.name === this.props.region.name);
    const clusters = dimensionValues(here, 'AWS/RDS', 'DBClusterIdentifier');
    const vaults = dimensionValues(here, 'AWS/Backup', 'BackupVaultName', isOfBackups);
    servicesOf(here.flatMap(({ metric }) => statsOf(metric)).map(({ namespace }) => namespace)).forEach(service => this.services.add(service));
    return this.route([
      ...clusters.length > 0 ? databaseEvents(clusters) : [],
      ...vaults.flatMap(vault => backupEvents(this.namesOf(vault))),
    ]);
  }

  /**
   * Routes events. Those of one id share a rule, whose pattern names each value once.
   *
   * @returns the signals of the rules that are new
   */
  public route(routed: readonly RoutedEvents[]): LocalSignal[] {
    return routed.flatMap(each => {
      const existing = this.rules.get(each.id);
      existing?.addEventPattern({ detail: each.detail });
      return existing ? [] : this.createRule(each);
    });
  }

  private createRule(routed: RoutedEvents): LocalSignal[] {
    const { topology, region, component, alerts: { topics, undelivered } } = this.props;
    const { id, severity, source, detailType, detail } = routed;
    const ruleName = topology._name(NAME_KINDS.rule, `${component}/${id}`, region);
    const rule = new events.Rule(this.scope, `${id}-events`, {
      ruleName,
      description: `${topology.applicationName} ${topology.environmentName}: ${routed.title}`,
      eventPattern: { source: [source], detailType: [detailType], detail },
    });
    rule.addTarget(new SnsTopic(topics[severity].byName, { message: this.message(routed), deadLetterQueue: undelivered }));
    this.rules.set(id, rule);
    return ruleSignals(id, ruleName);
  }

  /**
   * In the form that chat channels show, which mail and incident tools can read as well: anything else they drop without a word.
   * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
   */
  private message({ severity, title, text, nextStep }: RoutedEvents): events.RuleTargetInput {
    const { applicationName, environmentName } = this.props.topology;
    return events.RuleTargetInput.fromObject({
      version: '1.0',
      source: 'custom',
      content: {
        textType: 'client-markdown',
        title: `${applicationName} ${environmentName} in ${events.EventField.region}: ${title}`,
        description: `${text}, at ${events.EventField.time}`,
        nextSteps: [nextStep],
      },
      metadata: { additionalContext: { severity } },
    });
  }

  private namesOf(vaultName: string): Parameters<typeof backupEvents>[0] {
    const { topology: { partition, account }, region } = this.props;
    const prefix = `arn:${partition}:backup:${region.name}:${account}`;
    return {
      vaultName,
      vaultArn: `${prefix}:backup-vault:${vaultName}`,
      restoreTestingPlanArnPrefix: `${prefix}:restore-testing-plan:${vaultName.replace(/-/g, '_')}`,
    };
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html */
function ruleSignals(id: string, ruleName: string): LocalSignal[] {
  const shown = (metricName: string, graph: string) => ({
    section: DashboardSection.DETECTION,
    graph,
    axisLabel: 'events',
    metric: new cloudwatch.Metric({
      namespace: 'AWS/Events', metricName, dimensionsMap: { RuleName: ruleName }, statistic: cloudwatch.Stats.SUM, period: Duration.minutes(5),
    }),
  });
  return [
    {
      ...shown('FailedInvocations', 'Event rules that failed'),
      id: `${id}-failed`,
      description: `Events of the rule "${id}" matched, and did not reach the topic`,
      alarm: anyOf(AlertSeverity.WARNING, AT_ONCE),
    },
    { ...shown('TriggeredRules', 'Event rules that matched'), id: `${id}-matched`, description: `Events matched the rule "${id}"` },
    { ...shown('Invocations', 'Event rules that told'), id: `${id}-told`, description: `Events of the rule "${id}" were sent` },
  ];
}

/** Copies are counted here by the vault that they go to, which is in the other Region: events of this one name the vaults of this one. */
function isOfBackups({ metricName }: cloudwatch.MetricStatConfig): boolean {
  return !metricName.startsWith('NumberOfCopyJobs');
}

/** The values of a dimension that signals have, each once. What is not known at synthesis is not among them: no pattern can name it. */
function dimensionValues(
  signals: readonly HealthSignal[], namespace: string, dimension: string, isMeant: (stat: cloudwatch.MetricStatConfig) => boolean = () => true,
): string[] {
  const values = signals.flatMap(({ metric }) => statsOf(metric))
    .filter(stat => stat.namespace === namespace && isMeant(stat))
    .flatMap(stat => stat.dimensions ?? [])
    .filter(({ name, value }) => name === dimension && !Token.isUnresolved(value))
    .map(({ value }) => String(value));
  return [...new Set(values)];
}

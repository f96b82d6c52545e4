import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { answerRules } from './answer-rules';
import type { EndpointSource } from './endpoint-check';
import { isAlarm } from './endpoint-check';
import type { EndpointFacts } from './endpoint-facts';
import { recordTypesOf } from './endpoint-facts';
import { askEndpoint, silenceOf } from './endpoint-listener';
import { validateEndpoint, validatePair } from './endpoint-rules';
import { endpointSources, needsCheckers } from './endpoint-sources';
import { failoverChecks } from './failover-checks';
import type { FailoverDnsProps } from './failover-dns-props';
import { FailoverLatch } from './failover-latch';
import { failoverRecords } from './failover-records';
import { latchAlarm } from './latch-alarm';
import { latchRecords } from './latch-records';
import { latchSettings } from './latch-settings';
import { nameOutput } from './name-output';
import type { RecordNames } from './record-names';
import { recordNames, warnOfForeignName } from './record-names';
import { recordTtl, refuseTtlOfAliases, warnOfLongTtl } from './record-ttl';
import { RegionalDns } from './regional-dns';
import type { RegionalEndpoint } from './regional-endpoint';
import { regionalRecords } from './regional-records';
import { ROUTE53_METRICS_REGION, ROUTE53_NAMESPACE } from './route53-metrics';
import { RoutingPolicy } from './routing-policy';
import { warnOfSharedTraffic } from './shared-traffic';
import { takeNames } from './taken-names';
import { TrafficShift } from './traffic-shift';
import { RecoveryState } from '../recovery/regional-state/recovery-state';
import type { DrRegion, DrTopology } from '../topology';
import { StackLayer } from '../topology';
import { refuse } from '../topology/configuration-error';
import { metricNamespace } from '../topology/metric-namespace';
import { inRegion } from '../topology/per-region';

const DR_ROLE = 'dns';

/**
 * One name that leads to the active Region, and moves without any control plane: failover records, health checks, and a latch
 * per Region that says who has taken over. Once a Region has, the other one's recovery does not bring traffic back.
 *
 * Add an endpoint for each Region with `addEndpoint`.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html
 */
export class FailoverDns extends Construct {
  /** What clients ask for, in full, for example `api.example.com`. */
  public readonly domainName: string;
  /** Who moves traffic to the other Region. */
  public readonly trafficShift: TrafficShift;
  /** How Route 53 chooses between the two Regions. */
  public readonly routingPolicy: RoutingPolicy;

  private readonly topology: DrTopology;
  private readonly hostedZone: route53.IHostedZone;
  private readonly names: RecordNames;
  private readonly ttl: Duration;
  private readonly givenTtl?: Duration;
  private readonly sources: Map<DrRegion, EndpointSource>;
  private readonly handles: Map<DrRegion, RegionalDns>;
  private readonly endpoints = new Map<DrRegion, EndpointFacts>();
  private readonly regionalRecords: route53.RecordSet[] = [];

  /**
   * @throws ConfigurationError for a zone that is not known at synthesis or is known to be private though health checkers are to ask, a
   * name that ends with a dot and is outside of the zone, or is not a host name, or that another FailoverDns of the app has records of in
   * this zone, health-check settings that Route 53 does not have, a metric that it cannot follow, a weight or TTL out of bounds, a
   * partition other than `aws`, or a topology without a stack in us-east-1
   */
  constructor(scope: Construct, id: string, props: FailoverDnsProps) {
    super(scope, id);
    this.topology = props.topology;
    this.hostedZone = props.hostedZone;
    this.trafficShift = props.trafficShift ?? TrafficShift.byPlan();
    this.routingPolicy = props.routingPolicy ?? RoutingPolicy.failover();
    this.routingPolicy._validate(this);
    this.givenTtl = props.ttl;
    this.ttl = recordTtl(this, props.ttl);
    this.names = recordNames(this, {
      zone: props.hostedZone,
      recordName: props.recordName,
      regions: this.topology.regions,
      checkedFromOutside: needsCheckers(props),
      tellsLatches: this.tellsLatches,
    });
    takeNames(this, { names: this.names, recordName: props.recordName, regions: this.topology.regions });
    this.domainName = this.names.domainName;
    this.sources = endpointSources(this, { ...props, drRole: DR_ROLE, domainName: this.domainName });
    this.handles = this.createChecks();
    this.declareOrder();
    const global = this.topology._globalScope(this, DR_ROLE);
    warnOfForeignName(global, props.recordName, this.names);
    warnOfLongTtl(global, this.ttl);
    warnOfSharedTraffic(global, this.routingPolicy, !this.trafficShift._followsEndpoint);
    this.node.addValidation({ validate: () => [...this.missingEndpoints(), ...this.silentEndpoints()] });
  }

  /**
   * Gives a Region the endpoint that its traffic goes to. Once for each Region; without both, synthesis fails, and so it does when
   * a load balancer of this app has no listener that answers its health check.
   *
   * Changing later between a host name and another endpoint replaces CNAME by A records, which cannot stand beside each other:
   * remove the construct in one deployment and add it in the next.
   *
   * @param region the Region of the endpoint
   * @param endpoint the endpoint
   * @throws ConfigurationError for a second endpoint of a Region, one of another Region or account or that Route 53 cannot check, a
   * listener that does not answer as the checks ask, a `ttl` that the endpoint's records do not have, and two endpoints whose records
   * cannot stand beside each other or that do not answer alike
   */
  public addEndpoint(region: DrRegion, endpoint: RegionalEndpoint): void {
    const { domainName, endpointHealthCheck } = this.forRegion(region);
    const source = this.sources.get(region)!;
    const facts = endpoint._facts;
    if (this.endpoints.has(region)) {
      refuse(this, {
        prop: `endpoint of ${region.name}`,
        rule: 'the Region already has one',
        remedy: 'Put a load balancer in front when there are several, or create another FailoverDns for another record',
      });
    }
    const scope = this.topology._scope(this, DR_ROLE, region, StackLayer.EDGE);
    validateEndpoint(this, facts, { region, edge: scope, names: this.names, source });
    if (facts.kind === 'alias' && this.givenTtl) {
      refuseTtlOfAliases(this, this.givenTtl);
    }
    const peer = this.endpoints.get(region.peer);
    if (peer) {
      validatePair(this, facts, region, peer);
    }
    if (!isAlarm(source)) {
      const peerCheck = peer && this.checkedFromOutside(region.peer);
      askEndpoint(this, scope, { region, facts, settings: source, check: endpointHealthCheck, peerCheck });
    }
    this.endpoints.set(region, facts);
    this.regionalRecords.push(...regionalRecords(scope, { owner: this, zone: this.hostedZone, region, domainName, endpoint: facts, ttl: this.ttl }));
    nameOutput(scope, 'RegionalName', domainName, `The name that leads to ${region.name}, whichever Region is active`);
    if (peer) {
      this.createFailoverRecords(facts);
    }
  }

  /**
   * The record as one Region sees it: its own name, its latch, its health checks.
   *
   * @param region one of the topology's two Regions
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalDns {
    return inRegion(this, this.handles, region);
  }

  /**
   * The queries that Route 53 answers for all records of the zone, a count. Published in us-east-1, for public zones only.
   * @default - sum over 1 minute
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html
   */
  public metricDnsQueries(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: ROUTE53_NAMESPACE,
      metricName: 'DNSQueries',
      dimensionsMap: { HostedZoneId: this.names.hostedZoneId },
      statistic: cloudwatch.Stats.SUM,
      period: Duration.minutes(1),
      region: ROUTE53_METRICS_REGION,
      ...options,
    });
  }

  /**
   * For how long resolvers may keep an answer: of alias records, the TTL of load balancers.
   * @internal
   */
  public get _recordTtl(): Duration {
    return this.ttl;
  }

  /**
   * The name whose TXT record says what Route 53 has read of the latch of a Region.
   * @internal
   */
  public _latchName(region: DrRegion): string | undefined {
    return this.tellsLatches ? this.names.latch(region) : undefined;
  }

  /** Where latches alone move traffic, the name of clients leads nowhere but where they lead it. */
  private get tellsLatches(): boolean {
    return this.trafficShift._followsEndpoint || this.isWeighted;
  }

  private get isWeighted(): boolean {
    return this.routingPolicy._weights.primary !== undefined;
  }

  private createChecks(): Map<DrRegion, RegionalDns> {
    const { primary, secondary } = this.topology;
    const scope = this.topology._globalScope(this, DR_ROLE);
    const checked = (region: DrRegion) => ({
      domainName: this.names.regional(region), latch: this.latchOf(region), endpoint: this.sources.get(region)!,
    });
    const sides = { primary: checked(primary), secondary: checked(secondary) };
    const rules = answerRules({ followsEndpoint: this.trafficShift._followsEndpoint, weighted: this.isWeighted });
    const checks = failoverChecks(scope, { domainName: this.domainName, ...sides, rules });
    if (this.tellsLatches) {
      latchRecords(scope, this.hostedZone, [
        { role: primary.role, name: this.names.latch(primary), openCheck: checks.bySignal.get('reverseLatchOpen')! },
        { role: secondary.role, name: this.names.latch(secondary), openCheck: checks.bySignal.get('latchOpen')! },
      ]);
    }
    const handle = (region: DrRegion): [DrRegion, RegionalDns] => {
      const { domainName, latch, endpoint } = sides[region.role];
      const alarm = latchAlarm(this.topology._scope(this, DR_ROLE, region, StackLayer.RECOVERY), latch, this.domainName);
      const endpointAlarm = isAlarm(endpoint) ? endpoint.alarm : undefined;
      checks.all.forEach(check => check.node.addDependency(alarm));
      if (endpointAlarm) {
        checks[region.role].endpoint.node.addDependency(endpointAlarm);
      }
      const { topology } = this;
      RecoveryState.of(topology)._publishLatch(this, latch);
      return [region, RegionalDns._of(this, { topology, region, domainName, latch, latchAlarm: alarm, endpointAlarm, checks: checks[region.role] })];
    };
    return new Map([handle(primary), handle(secondary)]);
  }

  /** The check of a Region's endpoint, if health checkers ask it. */
  private checkedFromOutside(region: DrRegion): route53.IHealthCheck | undefined {
    return isAlarm(this.sources.get(region)!) ? undefined : this.forRegion(region).endpointHealthCheck;
  }

  private latchOf(region: DrRegion): FailoverLatch {
    const settings = latchSettings(metricNamespace(this.topology), {
      HostedZone: this.names.hostedZoneId,
      Record: this.domainName,
    });
    return FailoverLatch._of(this.topology, this.node.id, region, settings);
  }

  private createFailoverRecords(endpoint: EndpointFacts): void {
    const side = (region: DrRegion) => {
      const { domainName, recordHealthCheck } = this.forRegion(region);
      return {
        role: region.role,
        setIdentifier: `${region.role}-${region.name}`,
        weight: this.routingPolicy._weights[region.role],
        regionalName: domainName,
        healthCheck: recordHealthCheck,
      };
    };
    const scope = this.topology._globalScope(this, DR_ROLE);
    const records = failoverRecords(scope, {
      zone: this.hostedZone,
      hostedZoneId: this.names.hostedZoneId,
      domainName: this.domainName,
      recordTypes: recordTypesOf(endpoint),
      ttl: this.ttl,
      sides: this.topology.regions.map(side),
    });
    records.forEach(record => record.node.addDependency(...this.regionalRecords));
    nameOutput(scope, 'ClientName', this.domainName, 'The name that clients use: it leads to the active Region');
  }

  /**
   * Checks and failover records know by name only what the Regions' stacks create, so they come last. Where a consumer's stack holds
   * both, the dependencies between the resources order them.
   */
  private declareOrder(): void {
    for (const { role } of this.topology.regions) {
      this.topology._order({ layer: StackLayer.EDGE, role }, { layer: StackLayer.GLOBAL }, 'failover records lead to the Regions\' own records');
      this.topology._order({ layer: StackLayer.RECOVERY, role }, { layer: StackLayer.GLOBAL }, 'health checks follow the latch alarms');
    }
  }

  private missingEndpoints(): string[] {
    return this.topology.regions
      .filter(region => !this.endpoints.has(region))
      .map(region => `endpoint of ${region.name}: it is missing, so ${this.domainName} would lead nowhere when this Region is active. `
        + 'Call addEndpoint(region, RegionalEndpoint.loadBalancer(...)), .alias(...) or .hostName(...).');
  }

  private silentEndpoints(): string[] {
    return [...this.endpoints].flatMap(([region, facts]) => {
      const check = this.checkedFromOutside(region);
      return check ? silenceOf(region, facts, check) : [];
    });
  }
}

import type { LatchState } from './answers.data';
import { resourcesOf } from './fixture';
import type { Resource, Templates } from './fixture';

/** What Route 53 sees. */
export interface Observed {
  /** Names whose endpoint answers its health check. */
  readonly up: ReadonlySet<string>;
  /** The data of each Region's latch. */
  readonly latches: { readonly [region: string]: LatchState };
}

/**
 * The regional name with which Route 53 answers, computed from synthesised templates by its documented rules:
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
 */
export function answerOf(templates: Templates, recordType: string, observed: Observed): string {
  const checks = resourcesOf(templates.global, 'AWS::Route53::HealthCheck');
  const records = Object.values(resourcesOf(templates.global, 'AWS::Route53::RecordSet')).filter(r => r.Properties.Type === recordType);
  const side = (failover: string) => records.find(r => r.Properties.Failover === failover)!.Properties;
  const healthy = (record: Resource['Properties']) =>
    isHealthy(checks, record.HealthCheckId.Ref, templates, observed)
    && (!record.AliasTarget?.EvaluateTargetHealth || targetHealthy(templates, record));
  const [primary, secondary] = [side('PRIMARY'), side('SECONDARY')];
  // Both unhealthy: PRIMARY.
  const chosen = healthy(primary) || !healthy(secondary) ? primary : secondary;
  return chosen.AliasTarget?.DNSName ?? chosen.ResourceRecords[0];
}

function isHealthy(checks: { [id: string]: Resource }, id: string, templates: Templates, observed: Observed): boolean {
  const config = checks[id].Properties.HealthCheckConfig;
  const status = {
    HTTPS: () => observed.up.has(config.FullyQualifiedDomainName),
    CLOUDWATCH_METRIC: () => alarmOk(config, templates, observed),
    CALCULATED: () => {
      const children: { Ref: string }[] = config.ChildHealthChecks;
      return children.filter(child => isHealthy(checks, child.Ref, templates, observed)).length >= config.HealthThreshold;
    },
  }[config.Type as 'HTTPS' | 'CLOUDWATCH_METRIC' | 'CALCULATED']();
  return config.Inverted ? !status : status;
}

/** The check follows the data against the alarm's settings; before the first data a check counts as healthy. */
function alarmOk(config: Resource['Properties'], templates: Templates, observed: Observed): boolean {
  const { Name, Region } = config.AlarmIdentifier;
  const alarms = templates.recoveries.flatMap(template => Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm')));
  const alarm = alarms.find(a => a.Properties.AlarmName === Name)!.Properties;
  const state = observed.latches[Region];
  if (state === 'no data yet') {
    return config.InsufficientDataHealthStatus === 'LastKnownStatus';
  }
  const value = state === 'closed' ? 1 : 0;
  const breaching = alarm.ComparisonOperator === 'GreaterThanOrEqualToThreshold' && value >= alarm.Threshold;
  return !breaching;
}

/** A target without health check that evaluates nothing is always healthy. */
function targetHealthy(templates: Templates, record: Resource['Properties']): boolean {
  const target = templates.edges
    .flatMap(template => Object.values(resourcesOf(template, 'AWS::Route53::RecordSet')))
    .find(r => r.Properties.Name === `${record.AliasTarget.DNSName}.` && r.Properties.Type === record.Type)!.Properties;
  return target.HealthCheckId === undefined && target.AliasTarget.EvaluateTargetHealth === false;
}

import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { EndpointAlarm } from './endpoint-alarm';
import { HealthCheckProtocol } from './health-check-protocol';
import type { HealthCheckSettings } from './health-check-settings';
import type { ListensOn } from './listens-on';

type Config = route53.CfnHealthCheck.HealthCheckConfigProperty;

/** How an endpoint is looked at: by health checkers, as the settings say, or through an alarm. */
export type EndpointSource = HealthCheckSettings | EndpointAlarm;

export function isAlarm(source: EndpointSource): source is EndpointAlarm {
  return 'alarm' in source;
}

/**
 * @param domainName the Region's own name: checking the failover record's name would give unpredictable results
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
 */
export function endpointCheck(scope: Construct, id: string, domainName: string, source: EndpointSource): route53.HealthCheck {
  if (isAlarm(source)) {
    return new route53.HealthCheck(scope, id, {
      type: route53.HealthCheckType.CLOUDWATCH_METRIC,
      alarmIdentifier: { name: source.alarmName, region: source.region.name },
      insufficientDataHealthStatus: source.withoutData,
    });
  }
  return new route53.HealthCheck(scope, id, {
    ...listensOnProps(source.listensOn, source.searchString),
    fqdn: domainName,
    measureLatency: source.measureLatency,
    resourcePath: source.path,
    requestInterval: source.interval,
    failureThreshold: source.failureThreshold,
    searchString: source.searchString,
    regions: source.regions,
  });
}

/** What a check of health checkers asks for, since it was created or last told. */
export function listensOnOf(check: route53.IHealthCheck): ListensOn {
  const { type, port } = configOf(check);
  return { protocol: type.startsWith(HealthCheckProtocol.HTTPS) ? HealthCheckProtocol.HTTPS : HealthCheckProtocol.HTTP, port: port! };
}

/** Endpoints come after the checks: what one listens on is known only then. */
export function ask(check: route53.IHealthCheck, listensOn: ListensOn, searchString?: string): void {
  const { enableSNI, ...props } = listensOnProps(listensOn, searchString);
  resourceOf(check).healthCheckConfig = { ...configOf(check), ...props, enableSni: enableSNI };
}

/** The configuration of a check of this library. */
export function configOf(check: route53.IHealthCheck): Config {
  return resourceOf(check).healthCheckConfig as Config;
}

function resourceOf(check: route53.IHealthCheck): route53.CfnHealthCheck {
  return check.node.defaultChild as route53.CfnHealthCheck;
}

function listensOnProps({ protocol, port }: ListensOn, searchString?: string) {
  const tls = protocol === HealthCheckProtocol.HTTPS;
  const [plain, matching] = tls
    ? [route53.HealthCheckType.HTTPS, route53.HealthCheckType.HTTPS_STR_MATCH]
    : [route53.HealthCheckType.HTTP, route53.HealthCheckType.HTTP_STR_MATCH];
  return { type: searchString === undefined ? plain : matching, port, enableSNI: tls || undefined };
}

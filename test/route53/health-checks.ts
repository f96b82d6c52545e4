import { alarmHealthy } from './alarm-check';
import type { Configuration, HealthCheck } from './configuration';
import { endpointHealthy } from './endpoint-check';
import type { Observed } from './observed';
import { refuseBy, unknown } from './rules';

/** The status of a health check, as the records that name it see it. */
export function healthCheckHealthy(id: string, configuration: Configuration, observed: Observed): boolean {
  const check = configuration.healthChecks.get(id) ?? unknown(`health check "${id}", which no template creates`);
  // A check is healthy while disabled or without data; inversion comes last, as AWS describes both together.
  const status = check.config.Disabled === true || (rawStatus(check, configuration, observed) ?? true);
  return check.config.Inverted === true ? !status : status;
}

function rawStatus(check: HealthCheck, configuration: Configuration, observed: Observed): boolean | undefined {
  switch (check.config.Type) {
    case 'HTTP':
    case 'HTTPS':
    case 'HTTP_STR_MATCH':
    case 'HTTPS_STR_MATCH':
    case 'TCP':
      return endpointHealthy(check, observed);
    case 'CLOUDWATCH_METRIC':
      return alarmHealthy(check, configuration, observed);
    case 'CALCULATED':
      return calculatedHealthy(check, configuration, observed);
    default:
      return unknown(`health check "${check.id}" of type ${check.config.Type}`);
  }
}

function calculatedHealthy({ id, config }: HealthCheck, configuration: Configuration, observed: Observed): boolean {
  const children: readonly string[] = config.ChildHealthChecks ?? unknown(`calculated health check "${id}" without children`);
  if (children.some(child => configuration.healthChecks.get(child)?.config.Type === 'CALCULATED')) {
    refuseBy('calculated-flat', `health check "${id}"`);
  }
  const needed = config.HealthThreshold ?? unknown(`calculated health check "${id}" without a threshold`);
  return children.filter(child => healthCheckHealthy(child, configuration, observed)).length >= needed;
}

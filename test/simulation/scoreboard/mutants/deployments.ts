import type { HealthCheck } from '../../../route53/configuration';
import type { Deployment } from '../../deployment/deployment';
import type { Alteration } from '../system';

function withDeployment(change: (deployment: Deployment) => Partial<Deployment>): Alteration {
  return ({ deployment, handlers }) => ({ deployment: { ...deployment, ...change(deployment) }, handlers });
}

/** Clients are led by what the endpoint of home says, and not by the latch. */
export const withoutLatch: Alteration = withDeployment(({ route53 }) => {
  const [endpoint] = checks(route53.healthChecks, ({ config }) => config.FullyQualifiedDomainName?.includes('us-east-1'));
  const records = route53.records.map(record => record.failover === 'PRIMARY' ? { ...record, healthCheckId: endpoint.id } : record);
  return { route53: { ...route53, records } };
});

/** The secondary record looks at its endpoint alone, and at the reverse latch. */
export const withoutInvertedLatch: Alteration = withDeployment(({ route53 }) => {
  const [inverted] = checks(route53.healthChecks, ({ config }) => config.Type === 'CLOUDWATCH_METRIC' && config.Inverted === true);
  const healthChecks = new Map([...route53.healthChecks].map(([id, check]): [string, HealthCheck] => [id, check.config.Type !== 'CALCULATED' ? check : {
    ...check, config: { ...check.config, ChildHealthChecks: check.config.ChildHealthChecks.filter((child: string) => child !== inverted.id) },
  }]));
  return { route53: { ...route53, healthChecks } };
});

/** One witness decides: an endpoint that does not answer is enough to force, whatever its database says. */
export const withoutQuorum: Alteration = withDeployment(({ functions }) => ({
  functions: functions.map(each => {
    const { DECIDER_SETTINGS: told } = each.environment;
    const { environment } = each;
    return told === undefined ? each : {
      ...each, environment: { ...environment, DECIDER_SETTINGS: JSON.stringify({ ...JSON.parse(told), databases: [] }) },
    };
  }),
}));

/** The decision is made on the event of the alarm alone. */
export const withoutLevelTrigger: Alteration = withDeployment(({ rules, functions }) => {
  const deciders = functions.filter(({ environment }) => environment.DECIDER_SETTINGS !== undefined).map(({ name }) => name);
  return { rules: rules.filter(({ every, targets }) => every === undefined || !targets.some(target => deciders.includes(target))) };
});

function checks(all: ReadonlyMap<string, HealthCheck>, wanted: (check: HealthCheck) => boolean): HealthCheck[] {
  return [...all.values()].filter(wanted);
}

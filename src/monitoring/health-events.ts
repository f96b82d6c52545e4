import { Lazy, Token } from 'aws-cdk-lib';
import { EventField } from 'aws-cdk-lib/aws-events';
import type { IConstruct } from 'constructs';
import { AlertSeverity } from './alert-severity';
import type { HealthEventOptions } from './health-event-options';
import type { RoutedEvents } from './routed-events';
import { refuse } from '../topology/configuration-error';

/** What recovery itself rests on in a Region of the topology: state, publisher, latches, alarms and alerts, and their keys. */
export const SERVICES_OF_RECOVERY: readonly string[] = [
  'CLOUDWATCH', 'DYNAMODB', 'EVENTS', 'KMS', 'LAMBDA', 'MULTIPLE_SERVICES', 'ROUTE53', 'SNS', 'SQS',
];

/** What is used of us-east-1 where it is no Region of the topology. */
export const SERVICES_OF_DNS: readonly string[] = ['CLOUDWATCH', 'MULTIPLE_SERVICES', 'ROUTE53'];

/** What data and traffic rest on, by the namespace of the metrics that they are watched by. */
const SERVICES_OF_NAMESPACE: { readonly [namespace: string]: readonly string[] } = {
  'AWS/ApiGateway': ['APIGATEWAY'],
  'AWS/ApplicationELB': ['ELASTICLOADBALANCING'],
  'AWS/NATGateway': ['VPC'],
  'AWS/NetworkELB': ['ELASTICLOADBALANCING'],
  'AWS/RDS': ['RDS', 'SECRETSMANAGER', 'VPC'],
  'AWS/S3': ['S3'],
  'AWS/States': ['STATES'],
};

/** The services, as AWS Health names them, without which what is watched does not work. */
export function servicesOf(namespaces: readonly string[]): string[] {
  return namespaces.flatMap(namespace => SERVICES_OF_NAMESPACE[namespace] ?? []);
}

/** Refuses a service that AWS Health cannot name so. */
export function requireServices(scope: IConstruct, { criticalServices = [] }: HealthEventOptions): void {
  criticalServices.forEach((service, index) => {
    if (!Token.isUnresolved(service) && !/^[A-Z0-9_]+$/.test(service)) {
      refuse(scope, {
        prop: `alerts.healthEvents.criticalServices[${index}]`,
        value: `"${service}"`,
        rule: 'AWS Health names services in capital letters, and no issue would match it',
        remedy: 'Write for example "RDS" or "ELASTICLOADBALANCING"; "aws health describe-event-types" lists the names',
      });
    }
  });
}

/** Whose events AWS Health delivers in a Region. */
export interface HealthRegions {
  /** The Region itself; in us-east-1 also `global`, what belongs to no Region. */
  readonly own: string[];
  /** Those of which the Region gets a copy, in case that theirs cannot tell. */
  readonly backedUp: string[];
}

/** Whose events arrive in a Region as copies, in the partition `aws`. */
function backupOf(region: string): string {
  return region === 'us-west-2' ? 'us-east-1' : 'us-west-2';
}

/**
 * The Regions whose events AWS Health delivers in one of them.
 *
 * @param of the Regions that matter
 * @see https://docs.aws.amazon.com/health/latest/ug/choosing-a-region.html
 */
export function healthRegionsIn(region: string, of: readonly string[]): HealthRegions {
  return {
    own: [region, ...region === 'us-east-1' ? ['global'] : []],
    backedUp: [...of.filter(each => each !== region && backupOf(each) === region), ...region === 'us-west-2' ? ['global'] : []],
  };
}

/** One message of an event that is sent in pages, one for each part of a long list of resources. Written as text, by the examples. */
const FIRST_PAGE = ['1', 1];

/**
 * What AWS Health says of Regions: an issue while it lasts, by what rests on the service; that it is over, for information only.
 *
 * AWS Health sends an event when an issue begins, at every update and when it ends, and nothing in a pattern tells the first two apart.
 * A copy is a warning: its Region tells of the issue itself, as long as it can.
 *
 * @param criticalServices the services whose issues are critical, asked at synthesis; left out when none is
 * @see https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html
 * @see https://docs.aws.amazon.com/health/latest/ug/pagnation-of-health-events.html
 */
export function healthEvents({ own, backedUp }: HealthRegions, criticalServices?: () => string[]): RoutedEvents[] {
  const shared = {
    severity: AlertSeverity.WARNING,
    source: 'aws.health',
    detailType: 'AWS Health Event',
    text: `${EventField.fromPath('$.detail.eventTypeCode')} of ${EventField.fromPath('$.detail.service')} in `
      + `${EventField.fromPath('$.detail.eventRegion')}, which is ${EventField.fromPath('$.detail.statusCode')}`,
    nextStep: 'Read it in the AWS Health Dashboard, which has every update: https://health.aws.amazon.com/health/home',
  };
  const issue = { page: FIRST_PAGE, eventTypeCategory: ['issue'], statusCode: ['open'] };
  const critical = criticalServices && Lazy.list({ produce: criticalServices });
  return [
    ...critical ? [{
      ...shared,
      id: 'health-critical',
      severity: AlertSeverity.CRITICAL,
      title: 'AWS reports an issue with a service that data, traffic or recovery rest on, or an update of it',
      detail: { ...issue, eventRegion: own, service: critical },
    }] : [],
    {
      ...shared,
      id: 'health-issues',
      title: 'AWS reports an issue, or an update of it',
      detail: { ...issue, eventRegion: own, ...critical ? { service: [{ 'anything-but': critical }] } : {} },
    },
    ...backedUp.length > 0 ? [{
      ...shared,
      id: 'health-elsewhere',
      title: 'AWS reports an issue of another Region, or an update of it',
      detail: { ...issue, eventRegion: backedUp },
    }] : [],
    {
      ...shared,
      id: 'health-changes',
      title: 'AWS has scheduled a change',
      detail: { page: FIRST_PAGE, eventRegion: own, eventTypeCategory: ['scheduledChange'], statusCode: ['open', 'upcoming'] },
    },
    {
      ...shared,
      id: 'health-over',
      severity: AlertSeverity.INFORMATION,
      title: 'What AWS reported is over',
      detail: { page: FIRST_PAGE, eventRegion: own, eventTypeCategory: ['issue', 'scheduledChange'], statusCode: ['closed'] },
    },
  ];
}

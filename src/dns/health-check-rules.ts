import type { Duration } from 'aws-cdk-lib';
import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { HealthCheckProtocol } from './health-check-protocol';
import type { ListensOn } from './listens-on';
import { USUAL_PORT } from './listens-on';
import { refuse } from '../topology/configuration-error';

const INTERVALS = [10, 30];
const MAX_FAILURE_THRESHOLD = 10;
const MAX_TEXT_LENGTH = 255;
const MAX_PORT = 65535;
const MIN_CHECKER_REGIONS = 3;

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html */
const CHECKER_REGIONS = [
  'us-east-1', 'us-west-1', 'us-west-2', 'eu-west-1', 'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'sa-east-1',
];

/** The ports that AWS's databases and caches have by default. */
const DATABASE_PORTS = [1433, 1521, 3306, 5432, 5439, 6379, 8182, 11211, 27017, 50000];

export function validatePath(scope: IConstruct, path: string, prop = 'healthCheck.path'): void {
  if (Token.isUnresolved(path)) {
    return;
  }
  if (!/^\/\S*$/.test(path) || path.length > MAX_TEXT_LENGTH) {
    refuse(scope, {
      prop,
      value: `"${path}"`,
      rule: `a path begins with "/", has no blanks and at most ${MAX_TEXT_LENGTH} characters`,
      remedy: 'Write for example "/health"',
    });
  }
}

export function validateInterval(scope: IConstruct, interval: Duration): void {
  if (interval.isUnresolved()) {
    return;
  }
  const seconds = interval.toMilliseconds() / 1000;
  if (!INTERVALS.includes(seconds)) {
    refuse(scope, {
      prop: 'healthCheck.interval',
      value: `${seconds} seconds`,
      rule: 'Route 53 checks every 10 or every 30 seconds',
      remedy: 'Write Duration.seconds(10) or Duration.seconds(30)',
    });
  }
}

export function validateFailureThreshold(scope: IConstruct, threshold: number): void {
  if (Token.isUnresolved(threshold)) {
    return;
  }
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > MAX_FAILURE_THRESHOLD) {
    refuse(scope, {
      prop: 'healthCheck.failureThreshold',
      value: `${threshold}`,
      rule: `Route 53 changes a status after 1 to ${MAX_FAILURE_THRESHOLD} answers in a row`,
      remedy: 'Write a whole number from 1 to 10; 3 at an interval of 10 seconds detects in about 30 seconds',
    });
  }
}

export function validateSearchString(scope: IConstruct, text?: string, prop = 'healthCheck.searchString'): void {
  if (text === undefined || Token.isUnresolved(text)) {
    return;
  }
  if (text.length === 0 || text.length > MAX_TEXT_LENGTH) {
    refuse(scope, {
      prop,
      value: `a text of ${text.length} characters`,
      rule: `Route 53 looks for 1 to ${MAX_TEXT_LENGTH} characters`,
      remedy: 'Write a short text near the beginning of the answer, or leave it out to go by the status alone',
    });
  }
}

export function validateCheckerRegions(scope: IConstruct, regions?: string[]): void {
  if (regions === undefined || Token.isUnresolved(regions)) {
    return;
  }
  const reject = (value: string, rule: string) => refuse(scope, {
    prop: 'healthCheck.regions',
    value,
    rule,
    remedy: `Leave it out for all checkers, or name at least ${MIN_CHECKER_REGIONS} of ${CHECKER_REGIONS.join(', ')}`,
  });
  const known = regions.filter(region => !Token.isUnresolved(region));
  const foreign = known.find(region => !CHECKER_REGIONS.includes(region));
  if (foreign !== undefined) {
    reject(`"${foreign}"`, 'Route 53 has no health checkers there');
  }
  const twice = known.find((region, index) => known.indexOf(region) !== index);
  if (twice !== undefined) {
    reject(`"${twice}" twice`, 'each Region counts once');
  }
  if (regions.length < MIN_CHECKER_REGIONS) {
    reject(`${regions.length} Regions`, `Route 53 checks from at least ${MIN_CHECKER_REGIONS}`);
  }
}

/** Refuses a protocol on a port that means another one, and ports behind which no application answers. */
export function validateListensOn(scope: IConstruct, prop: string, { protocol, port }: ListensOn): void {
  if (Token.isUnresolved(port)) {
    return;
  }
  const reject = (rule: string, remedy: string) => refuse(scope, { prop, value: `${port}`, rule, remedy });
  if (!Number.isInteger(port) || port < 1 || port > MAX_PORT) {
    reject(`a port is a whole number from 1 to ${MAX_PORT}`, `Leave it out for ${USUAL_PORT[protocol]}`);
  }
  const other = protocol === HealthCheckProtocol.HTTPS ? HealthCheckProtocol.HTTP : HealthCheckProtocol.HTTPS;
  if (port === USUAL_PORT[other]) {
    reject(`checks go by ${protocol}, and on this port an endpoint speaks ${other}, so that they would always fail`,
      `Use ${USUAL_PORT[protocol]} for ${protocol}, or give healthCheck.protocol: HealthCheckProtocol.${other}`);
  }
  if (DATABASE_PORTS.includes(port)) {
    reject('it is the port of a database, which is private and does not answer HTTP',
      'Check the application in front of it; what the database says of itself is a metric: EndpointHealth.metric()');
  }
}

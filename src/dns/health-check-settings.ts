import { Duration, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { HealthCheckOptions } from './health-check-options';
import { refuse } from '../topology/configuration-error';

const INTERVALS = [10, 30];
const MAX_FAILURE_THRESHOLD = 10;
const MAX_PATH_LENGTH = 255;

/** Options with every default filled in. */
export interface HealthCheckSettings {
  readonly path: string;
  readonly interval: Duration;
  readonly failureThreshold: number;
}

/** Fills in the defaults and refuses what Route 53 would. */
export function healthCheckSettings(scope: IConstruct, options: HealthCheckOptions = {}): HealthCheckSettings {
  const settings = {
    path: options.path ?? '/health',
    interval: options.interval ?? Duration.seconds(10),
    failureThreshold: options.failureThreshold ?? 3,
  };
  validatePath(scope, settings.path);
  validateInterval(scope, settings.interval);
  validateFailureThreshold(scope, settings.failureThreshold);
  return settings;
}

function validatePath(scope: IConstruct, path: string): void {
  if (Token.isUnresolved(path)) {
    return;
  }
  if (!/^\/\S*$/.test(path) || path.length > MAX_PATH_LENGTH) {
    refuse(scope, {
      prop: 'healthCheck.path',
      value: `"${path}"`,
      rule: `a path begins with "/", has no blanks and at most ${MAX_PATH_LENGTH} characters`,
      remedy: 'Write for example "/health"',
    });
  }
}

function validateInterval(scope: IConstruct, interval: Duration): void {
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

function validateFailureThreshold(scope: IConstruct, threshold: number): void {
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

import { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { HealthCheckOptions } from './health-check-options';
import { HealthCheckProtocol } from './health-check-protocol';
import {
  validateCheckerRegions, validateFailureThreshold, validateInterval, validateListensOn, validatePath, validateSearchString,
} from './health-check-rules';
import type { ListensOn } from './listens-on';
import { USUAL_PORT } from './listens-on';

/** Options with every default filled in. */
export interface HealthCheckSettings {
  readonly path: string;
  readonly interval: Duration;
  readonly failureThreshold: number;
  readonly searchString?: string;
  readonly regions?: string[];
  readonly measureLatency: boolean;
  /** What is asked of an endpoint that does not say what it listens on. */
  readonly listensOn: ListensOn;
  /** What was asked for by the user, which an endpoint must not contradict. */
  readonly given: { readonly protocol?: HealthCheckProtocol; readonly port?: number };
}

/** Fills in the defaults and refuses what Route 53 would. */
export function healthCheckSettings(scope: IConstruct, options: HealthCheckOptions = {}): HealthCheckSettings {
  const { searchString, regions, protocol, port } = options;
  const asked = protocol ?? HealthCheckProtocol.HTTPS;
  const settings: HealthCheckSettings = {
    path: options.path ?? '/health',
    interval: options.interval ?? Duration.seconds(10),
    failureThreshold: options.failureThreshold ?? 3,
    searchString,
    regions,
    measureLatency: options.measureLatency ?? true,
    listensOn: { protocol: asked, port: port ?? USUAL_PORT[asked] },
    given: { protocol, port },
  };
  validatePath(scope, settings.path);
  validateInterval(scope, settings.interval);
  validateFailureThreshold(scope, settings.failureThreshold);
  validateSearchString(scope, searchString);
  validateCheckerRegions(scope, regions);
  validateListensOn(scope, 'healthCheck.port', settings.listensOn);
  return settings;
}

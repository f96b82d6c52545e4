import { HealthCheckProtocol } from './health-check-protocol';

/** What an endpoint listens on. */
export interface ListensOn {
  readonly protocol: HealthCheckProtocol;
  readonly port: number;
}

/** The port that each protocol has by convention, and the other one must not have. */
export const USUAL_PORT = { [HealthCheckProtocol.HTTPS]: 443, [HealthCheckProtocol.HTTP]: 80 } as const;

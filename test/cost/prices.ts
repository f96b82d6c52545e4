/** A list price in USD for us-east-1, without free tiers. */
export interface Price {
  readonly usd: number;
  /** What it is the price of. */
  readonly per: string;
  readonly page: string;
}

/** The month of AWS's own estimates. */
export const HOURS = 730;
/** When the prices were read, and for which Region. */
export const PRICE_DATE = 'November 2026';

const page = (service: string) => `https://aws.amazon.com/${service}/pricing/`;

/** What runs by the hour or the month. */
export const PRICES = {
  alarmMetric: { usd: 0.10, per: 'metric in an alarm, month', page: page('cloudwatch') },
  compositeAlarm: { usd: 0.50, per: 'composite alarm, month', page: page('cloudwatch') },
  customMetric: { usd: 0.30, per: 'metric of one\'s own, month', page: page('cloudwatch') },
  dashboard: { usd: 3.00, per: 'dashboard, month', page: page('cloudwatch') },
  fastAlarmMetric: { usd: 0.30, per: 'metric in an alarm of high resolution, month', page: page('cloudwatch') },
  functionCalls: { usd: 0.0002, per: 'thousand calls of functions', page: page('lambda') },
  functionTime: { usd: 0.0166667, per: 'thousand GB-seconds of functions', page: page('lambda') },
  healthCheck: { usd: 0.50, per: 'health check, month', page: page('route53') },
  healthCheckOption: { usd: 1.00, per: 'option of a health check, month', page: page('route53') },
  instance: { usd: 0.26, per: 'Aurora instance `db.r6g.large`, hour', page: page('rds/aurora') },
  interfaceEndpoint: { usd: 0.01, per: 'interface endpoint in one zone, hour', page: page('privatelink') },
  key: { usd: 1.00, per: 'key, month', page: page('kms') },
  metricUpdates: { usd: 0.003, per: 'thousand metric updates in a stream', page: page('cloudwatch') },
  natGateway: { usd: 0.045, per: 'NAT gateway, hour', page: page('vpc') },
  publications: { usd: 0.01, per: 'thousand requests that publish metrics', page: page('cloudwatch') },
  publicAddress: { usd: 0.005, per: 'public IPv4 address, hour', page: page('vpc') },
  secret: { usd: 0.40, per: 'secret or replica of one, month', page: page('secrets-manager') },
} satisfies { [name: string]: Price };

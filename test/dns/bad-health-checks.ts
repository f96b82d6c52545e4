import type { FailoverDnsOptions, HealthCheckOptions } from '../../src/dns';
import { HealthCheckProtocol } from '../../src/dns';
import type { BadInput } from '../support/bad-inputs';

type Row = BadInput<Partial<FailoverDnsOptions>>;

const SEARCH_STRING = {
  prop: 'healthCheck.searchString',
  rule: 'Route 53 looks for 1 to 255 characters',
  remedy: 'Write a short text near the beginning of the answer, or leave it out to go by the status alone',
};
const REGIONS = {
  prop: 'healthCheck.regions',
  remedy: 'Leave it out for all checkers, or name at least 3 of us-east-1, us-west-1, us-west-2, eu-west-1, ap-southeast-1, ap-southeast-2, '
    + 'ap-northeast-1, sa-east-1',
};
const portRange = (usual: number) => ({
  prop: 'healthCheck.port', rule: 'a port is a whole number from 1 to 65535', remedy: `Leave it out for ${usual}`,
});
/** How a port of the other protocol is refused, of a check and of a listener. */
export const portOfOther = (protocol: string, other: string, usual: number) => ({
  rule: `checks go by ${protocol}, and on this port an endpoint speaks ${other}, so that they would always fail`,
  remedy: `Use ${usual} for ${protocol}, or give healthCheck.protocol: HealthCheckProtocol.${other}`,
});
/** How the port of a database is refused, of a check and of a listener. */
export const DATABASE_PORT = {
  rule: 'it is the port of a database, which is private and does not answer HTTP',
  remedy: 'Check the application in front of it; what the database says of itself is a metric: EndpointHealth.metric()',
};
/** Options with these health-check settings. */
export const check = (healthCheck: HealthCheckOptions) => ({ healthCheck });

/** Health checks that Route 53 does not have, or that would always fail. */
export const BAD_HEALTH_CHECKS: Row[] = [
  { title: 'an empty search string', options: check({ searchString: '' }), value: 'a text of 0 characters', ...SEARCH_STRING },
  { title: 'a long search string', options: check({ searchString: 'x'.repeat(256) }), value: 'a text of 256 characters', ...SEARCH_STRING },
  {
    title: 'two checker Regions',
    options: check({ regions: ['us-east-1', 'us-west-2'] }),
    value: '2 Regions',
    rule: 'Route 53 checks from at least 3',
    ...REGIONS,
  },
  { title: 'no checker Region', options: check({ regions: [] }), value: '0 Regions', rule: 'Route 53 checks from at least 3', ...REGIONS },
  {
    title: 'a Region without checkers',
    options: check({ regions: ['us-east-1', 'us-west-2', 'eu-central-1'] }),
    value: '"eu-central-1"',
    rule: 'Route 53 has no health checkers there',
    ...REGIONS,
  },
  {
    title: 'a checker Region named twice',
    options: check({ regions: ['us-east-1', 'us-west-2', 'us-east-1'] }),
    value: '"us-east-1" twice',
    rule: 'each Region counts once',
    ...REGIONS,
  },
  { title: 'port 0', options: check({ port: 0 }), value: '0', ...portRange(443) },
  { title: 'a port above 65535', options: check({ port: 65536 }), value: '65536', ...portRange(443) },
  { title: 'half a port, by HTTP', options: check({ port: 80.5, protocol: HealthCheckProtocol.HTTP }), value: '80.5', ...portRange(80) },
  { title: 'HTTPS on port 80', options: check({ port: 80 }), prop: 'healthCheck.port', value: '80', ...portOfOther('HTTPS', 'HTTP', 443) },
  {
    title: 'HTTP on port 443',
    options: check({ port: 443, protocol: HealthCheckProtocol.HTTP }),
    prop: 'healthCheck.port',
    value: '443',
    ...portOfOther('HTTP', 'HTTPS', 80),
  },
  ...[1433, 1521, 3306, 5432, 5439, 6379, 8182, 11211, 27017, 50000].map(port => (
    { title: `the database port ${port}`, options: check({ port }), prop: 'healthCheck.port', value: `${port}`, ...DATABASE_PORT })),
];

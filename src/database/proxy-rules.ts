import type { Duration } from 'aws-cdk-lib';
import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { DatabaseProxyOptions } from './database-proxy-options';
import { isOneUser } from './database-user-rules';
import type { ExistingDatabase } from './existing-database';
import { refuse } from '../topology/configuration-error';

const PERCENT = { lowest: 1, highest: 100 };
/** In seconds. */
const BORROW_TIMEOUT = { lowest: 0, highest: 300 };
const IDLE_TIMEOUT = { lowest: 1, highest: Infinity };

/** What else of a database decides whether its proxy can work. */
interface ProxiedDatabase {
  readonly proxy?: DatabaseProxyOptions;
  readonly primaryReaders: number;
  readonly iamAuthentication: boolean;
}

/** Refuses a proxy that could not be created, or that nobody could use. */
export function validateProxy(scope: IConstruct, { proxy, primaryReaders, iamAuthentication }: ProxiedDatabase): void {
  if (!proxy) {
    return;
  }
  validateAuthentication(scope, proxy, iamAuthentication);
  validatePool(scope, proxy);
  if (primaryReaders === 0) {
    refuse(scope, {
      prop: 'primaryReaders',
      value: '0, with a proxy',
      rule: 'the proxy has a read-only endpoint, which RDS creates only for a cluster with a reader '
        + '(https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-endpoints.html)',
      remedy: 'Leave primaryReaders at its default, 1, or leave proxy out',
    });
  }
}

/** Refuses a proxy that would have to log in by a password whose secret is not known. */
export function validateProxyCredentials(scope: IConstruct, proxy?: DatabaseProxyOptions, existing?: ExistingDatabase): void {
  if (proxy && !proxy.authentication?._byIam && existing && existing._credentials.secretName === undefined) {
    refuse(scope, {
      prop: 'proxy.authentication',
      rule: 'the proxy logs in by the master user\'s password, and the name of its secret is not known: the database existed before',
      remedy: 'Give existing.secretName, or let the proxy connect by IAM: ProxyAuthentication.iam("payments")',
    });
  }
}

function validateAuthentication(scope: IConstruct, { authentication }: DatabaseProxyOptions, iamAuthentication: boolean): void {
  if (!authentication?._byIam) {
    return;
  }
  if (!iamAuthentication) {
    refuse(scope, {
      prop: 'iamAuthentication',
      value: 'false, with ProxyAuthentication.iam()',
      rule: 'the proxy itself connects by IAM, which the clusters do not accept then',
      remedy: 'Leave iamAuthentication at its default, true, or use ProxyAuthentication.masterUser()',
    });
  }
  const users = authentication._databaseUsers;
  if (users.length === 0 || !users.every(isOneUser)) {
    refuse(scope, {
      prop: 'proxy.authentication',
      value: `ProxyAuthentication.iam(${users.map(user => `"${user}"`).join(', ')})`,
      rule: 'the proxy may connect as the users that are named, and as no other',
      remedy: 'Name each database user, without wildcards, for example ProxyAuthentication.iam("payments")',
    });
  }
}

function validatePool(scope: IConstruct, { maxConnectionsPercent, borrowTimeout, idleClientTimeout }: DatabaseProxyOptions): void {
  if (maxConnectionsPercent !== undefined && !Token.isUnresolved(maxConnectionsPercent)
    && (!Number.isInteger(maxConnectionsPercent) || isOutside(maxConnectionsPercent, PERCENT))) {
    refuse(scope, {
      prop: 'proxy.maxConnectionsPercent',
      value: `${maxConnectionsPercent}`,
      rule: 'it is a whole percentage of the connections that the database takes, 1 to 100',
      remedy: 'Leave it out, or write for example 80',
    });
  }
  validateSeconds(scope, 'proxy.borrowTimeout', borrowTimeout, BORROW_TIMEOUT,
    'a client waits 0 to 300 whole seconds for a connection to the database');
  validateSeconds(scope, 'proxy.idleClientTimeout', idleClientTimeout, IDLE_TIMEOUT, 'a client may be idle for 1 second or more, in whole seconds');
}

function validateSeconds(scope: IConstruct, prop: string, value: Duration | undefined, limits: typeof PERCENT, rule: string): void {
  if (!value || value.isUnresolved()) {
    return;
  }
  const seconds = value.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || isOutside(seconds, limits)) {
    refuse(scope, { prop, value: value.toHumanString(), rule, remedy: 'Leave it out, or write for example Duration.seconds(60)' });
  }
}

function isOutside(value: number, { lowest, highest }: typeof PERCENT): boolean {
  return value < lowest || value > highest;
}

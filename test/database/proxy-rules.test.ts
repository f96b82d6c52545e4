import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { CREDENTIALS, HOME_MEMBER } from './existing-fixture';
import type { DatabaseProxyOptions } from '../../src/database';
import { ExistingDatabase, ProxyAuthentication } from '../../src/database';
import { validateProxy, validateProxyCredentials } from '../../src/database/proxy-rules';

const LATER = () => Lazy.number({ produce: () => 1000 });
const scope = () => new Stack(undefined, 'Payments');
const checked = (proxy: DatabaseProxyOptions | undefined, others: { primaryReaders?: number; iamAuthentication?: boolean } = {}) =>
  () => validateProxy(scope(), { proxy, primaryReaders: 1, iamAuthentication: true, ...others });

describe('the pool of a proxy', () => {
  test.each<[string, DatabaseProxyOptions]>([
    ['defaults', {}],
    ['the least of all', { maxConnectionsPercent: 1, borrowTimeout: Duration.seconds(0), idleClientTimeout: Duration.seconds(1) }],
    ['the most of all', { maxConnectionsPercent: 100, borrowTimeout: Duration.seconds(300), idleClientTimeout: Duration.days(365) }],
    ['what is not known at synthesis', { maxConnectionsPercent: LATER(), borrowTimeout: Duration.seconds(LATER()), idleClientTimeout: Duration.seconds(LATER()) }],
  ])('takes %s', (_, proxy) => {
    expect(checked(proxy)).not.toThrow();
  });

  test.each([0, 101, 0.5, 99.5])('has no %s percent of the connections', maxConnectionsPercent => {
    expect(checked({ maxConnectionsPercent }))
      .toThrow(`[Payments] proxy.maxConnectionsPercent = ${maxConnectionsPercent}: it is a whole percentage of the connections`);
  });

  test.each([Duration.seconds(301), Duration.millis(500), Duration.millis(299_500)])('does not have clients wait for %s', borrowTimeout => {
    expect(checked({ borrowTimeout }))
      .toThrow(`[Payments] proxy.borrowTimeout = ${borrowTimeout.toHumanString()}: a client waits 0 to 300 whole seconds for a connection to the database. `
      + 'Leave it out, or write for example Duration.seconds(60).');
  });

  test.each([Duration.seconds(0), Duration.millis(1500)])('does not have clients be idle for %s', idleClientTimeout => {
    expect(checked({ idleClientTimeout }))
      .toThrow(`[Payments] proxy.idleClientTimeout = ${idleClientTimeout.toHumanString()}: a client may be idle for 1 second or more, in whole seconds. `
      + 'Leave it out, or write for example Duration.seconds(60).');
  });

  test('needs a reader, where there is a proxy', () => {
    expect(checked({}, { primaryReaders: 0 }))
      .toThrow('[Payments] primaryReaders = 0, with a proxy: the proxy has a read-only endpoint, which RDS creates only for a cluster with a reader '
      + '(https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-endpoints.html). ');
    expect(checked(undefined, { primaryReaders: 0 })).not.toThrow();
  });
});

describe('how a proxy logs in', () => {
  const byIam = (...users: string[]) => ({ authentication: ProxyAuthentication.iam(...users) });

  test('by IAM as users that are named', () => {
    expect(checked(byIam('payments', 'reports'))).not.toThrow();
    for (const users of [[], ['payments', '*'], ['pay*', 'reports']]) {
      expect(checked(byIam(...users)))
        .toThrow(`[Payments] proxy.authentication = ProxyAuthentication.iam(${users.map(user => `"${user}"`).join(', ')}): `
        + 'the proxy may connect as the users that are named, and as no other');
    }
  });

  test('by IAM where the clusters accept it, and by a password anywhere', () => {
    expect(checked(byIam('payments'), { iamAuthentication: false }))
      .toThrow('[Payments] iamAuthentication = false, with ProxyAuthentication.iam(): the proxy itself connects by IAM');
    expect(checked({}, { iamAuthentication: false })).not.toThrow();
    expect(checked({ authentication: ProxyAuthentication.masterUser() }, { iamAuthentication: false })).not.toThrow();
  });

  test('by a password whose secret is known', () => {
    const known = ExistingDatabase.cluster({ ...HOME_MEMBER, ...CREDENTIALS });
    const unknown = ExistingDatabase.cluster(HOME_MEMBER);
    const credentials = (proxy?: DatabaseProxyOptions, existing?: ExistingDatabase) => () => validateProxyCredentials(scope(), proxy, existing);
    for (const proxy of [{}, { authentication: ProxyAuthentication.masterUser() }]) {
      expect(credentials(proxy, unknown))
        .toThrow('[Payments] proxy.authentication: the proxy logs in by the master user\'s password, and the name of its secret is not known: the '
          + 'database existed before.');
      expect(credentials(proxy, known)).not.toThrow();
      expect(credentials(proxy)).not.toThrow();
    }
    expect(credentials(byIam('payments'), unknown)).not.toThrow();
    expect(credentials(undefined, unknown)).not.toThrow();
  });
});

/** One rule of Route 53, as this evaluator reads it. */
export interface Rule {
  readonly says: string;
  readonly source: string;
  /** Set where the page leaves it open: the reading that the tests rest on. */
  readonly assumed?: true;
}

const GUIDE = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide';
const API = 'https://docs.aws.amazon.com/Route53/latest/APIReference';
const STATUS = `${GUIDE}/dns-failover-determining-health-of-endpoints.html`;
const VALUES = `${GUIDE}/health-checks-creating-values.html`;
const CHOICE = `${GUIDE}/health-checks-how-route-53-chooses-records.html`;
const COMPLEX = `${GUIDE}/dns-failover-complex-configs.html`;
const CONFIG = `${API}/API_HealthCheckConfig.html`;

/** What Route 53 does, each with the page that says so. */
export const RULES = {
  // Checks of endpoints
  'http-status': { says: 'an endpoint is healthy that answers 2xx or 3xx', source: STATUS },
  'http-time': { says: 'it has four seconds to accept the connection and two more for the status', source: STATUS },
  'tcp-time': { says: 'a TCP check has ten seconds to be accepted', source: STATUS },
  'string-match': { says: 'with string matching the body has two more seconds and must hold the string, case and all', source: VALUES },
  'string-place': { says: 'the string must be in the first 5,120 bytes of the body', source: STATUS },
  'new-check': { says: 'a new check is healthy until there is enough data', source: STATUS },
  'new-inverted-check': { says: 'a new inverted check is unhealthy until there is enough data', source: STATUS },
  'inverted': { says: 'an inverted check is healthy while it would be unhealthy otherwise', source: CONFIG },
  'disabled': { says: 'a disabled check is healthy', source: VALUES },
  'disabled-inverted': { says: 'a disabled inverted check is unhealthy', source: VALUES },
  // Checks of alarms
  'alarm-data': { says: 'a check of an alarm holds the data of the alarm\'s metric against the alarm\'s settings', source: STATUS },
  'alarm-periods': { says: 'every period of the alarm must breach', source: VALUES },
  'alarm-missing-period': { says: 'a period without data leaves the alarm undetermined', source: STATUS, assumed: true },
  'insufficient-fixed': { says: 'without enough data a check is what it was told to be then', source: STATUS },
  'insufficient-last-known': { says: 'told so, a check without enough data stays what it was when there was', source: VALUES },
  'insufficient-inverted': { says: 'an inverted check inverts what it was told to be without data', source: CONFIG, assumed: true },
  'alarm-region': { says: 'the alarm must exist in the Region that the check names', source: `${API}/API_AlarmIdentifier.html` },
  'alarm-resolution': { says: 'high-resolution metrics are not supported', source: `${API}/API_AlarmIdentifier.html` },
  'alarm-statistic': { says: 'only the five simple statistics are supported', source: `${API}/API_AlarmIdentifier.html` },
  'alarm-m-of-n': { says: 'M out of N alarms are not supported', source: VALUES },
  'alarm-math': { says: 'metric math is not supported', source: VALUES },
  'alarm-treat-missing': {
    says: 'what an alarm\'s treatment of missing data means to a check is not documented, except for "missing"',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-ge-cfn.html',
    assumed: true,
  },
  // Calculated checks
  'calculated': { says: 'a calculated check is healthy while as many children are as its threshold says', source: STATUS },
  'calculated-zero': { says: 'with a threshold of 0 it is always healthy', source: CONFIG },
  'calculated-above': { says: 'with a threshold above its children it is always unhealthy', source: CONFIG },
  'calculated-disabled-child': { says: 'a disabled child counts as healthy', source: VALUES },
  'calculated-flat': { says: 'a calculated check cannot watch another one', source: VALUES },
  // Records
  'no-check': { says: 'a record without a health check is healthy', source: CHOICE },
  'simple': { says: 'a record that is alone answers, healthy or not', source: CHOICE },
  'failover-primary': { says: 'a healthy primary record answers alone', source: CHOICE },
  'failover-secondary': { says: 'the secondary record answers while the primary is unhealthy and it is not', source: CHOICE },
  'failover-both': { says: 'the primary record answers while both are unhealthy', source: CHOICE },
  'failover-unchecked': { says: 'a secondary record without a check answers whenever the primary is unhealthy', source: CHOICE },
  'failover-alias': { says: 'a failover alias record must evaluate its target', source: `${API}/API_AliasTarget.html` },
  'weighted': { says: 'healthy records share the answers by weight', source: `${GUIDE}/routing-policy-weighted.html` },
  'weighted-zero': { says: 'a record of weight 0 answers while no other is healthy', source: CHOICE },
  'weighted-all-zero': {
    says: 'records that all have weight 0 share the answers equally',
    source: `${GUIDE}/resource-record-sets-values-weighted-alias.html`,
  },
  'weighted-none': { says: 'while none is healthy all count as healthy', source: CHOICE },
  'alias-both': { says: 'an alias record with a check that evaluates its target is healthy while both are', source: COMPLEX },
  'alias-group': { says: 'an evaluated group of records is healthy while one of them is', source: CHOICE },
  'alias-chain': { says: 'an evaluated alias record evaluates its own target in turn', source: COMPLEX },
  'alias-unevaluated': { says: 'an alias record that does not evaluate its target is healthy whatever the target is', source: COMPLEX },
  'cname': { says: 'a CNAME record answers for every type, and the client asks for what it names', source: `${GUIDE}/ResourceRecordTypes.html` },
} satisfies { [id: string]: Rule };

export type RuleId = keyof typeof RULES;

/** Ends the evaluation where Route 53 would refuse the configuration, or does not say what it does. */
export function refuseBy(rule: RuleId, what: string): never {
  const { says, source } = RULES[rule];
  throw new Error(`${what}: ${says} (${source})`);
}

/** Ends the evaluation of what this evaluator has no rule for. */
export function unknown(what: string): never {
  throw new Error(`${what}: this evaluator has no rule for it`);
}

import type { StackTemplate } from '../route53/configuration';
import { PRIMARY, SECONDARY } from '../support/environment';

type Resource = StackTemplate['resources'][string];

/** A defect that a change of the library could bring in, put into synthesised templates. */
export interface Mutation {
  readonly what: string;
  readonly mutate: (found: Found) => void;
  /** With failover records by plan nothing but the latches counts: a defect in what else the secondary record looks at changes no answer. */
  readonly harmlessByPlan?: true;
}

/** What mutations change. All of it is a copy. */
interface Found {
  readonly primaryRecords: Resource[];
  readonly secondaryRecords: Resource[];
  readonly regionalRecords: Resource[];
  readonly alarms: Resource[];
  readonly endpointChecks: Resource[];
  /** Checks of the latches' alarms, whichever way round. */
  readonly latchChecks: Resource[];
  readonly invertedLatchCheck: { readonly id: string; readonly resource: Resource };
  readonly reverseLatchChecks: { readonly id: string; readonly resource: Resource }[];
  readonly secondaryCheck: Resource;
  checkOf(record: Resource): Resource;
}

/** Defects of failover records; both traffic shifts must show each of them. */
export const MUTATIONS: readonly Mutation[] = [
  {
    what: 'the latch is no part of the primary record\'s check',
    mutate: ({ primaryRecords, checkOf }) => primaryRecords.forEach(record => {
      const { HealthCheckConfig: config } = checkOf(record).Properties;
      if (config.Type === 'CALCULATED') {
        config.HealthThreshold = 1;
        config.ChildHealthChecks.pop();
      } else {
        delete record.Properties.HealthCheckId;
      }
    }),
  },
  {
    what: 'the inverted latch is no part of the secondary record\'s check',
    mutate: ({ secondaryCheck, invertedLatchCheck }) => dropChild(secondaryCheck, invertedLatchCheck.id),
  },
  {
    what: 'the inverted latch is no part of the secondary record\'s check, with a threshold to fit',
    mutate: ({ secondaryCheck, invertedLatchCheck }) => {
      dropChild(secondaryCheck, invertedLatchCheck.id);
      secondaryCheck.Properties.HealthCheckConfig.HealthThreshold = 2;
    },
    harmlessByPlan: true,
  },
  {
    what: 'the inverted latch is not inverted',
    mutate: ({ invertedLatchCheck }) => {
      invertedLatchCheck.resource.Properties.HealthCheckConfig.Inverted = false;
    },
  },
  {
    what: 'the reverse latch counts once',
    mutate: ({ secondaryCheck, reverseLatchChecks }) => dropChild(secondaryCheck, reverseLatchChecks[0].id),
  },
  {
    what: 'the reverse latch counts once, with a threshold to fit',
    mutate: ({ secondaryCheck, reverseLatchChecks }) => {
      dropChild(secondaryCheck, reverseLatchChecks[0].id);
      secondaryCheck.Properties.HealthCheckConfig.HealthThreshold = 2;
    },
  },
  {
    what: 'two of the secondary record\'s signals are enough',
    mutate: ({ secondaryCheck }) => {
      secondaryCheck.Properties.HealthCheckConfig.HealthThreshold = 2;
    },
  },
  {
    what: 'all of the secondary record\'s signals are needed',
    mutate: ({ secondaryCheck }) => {
      secondaryCheck.Properties.HealthCheckConfig.HealthThreshold = 4;
    },
  },
  {
    what: 'the secondary record has no check',
    mutate: ({ secondaryRecords }) => secondaryRecords.forEach(record => {
      delete record.Properties.HealthCheckId;
    }),
  },
  ...['Healthy', 'Unhealthy'].map((status): Mutation => ({
    what: `latches without data are ${status}`,
    mutate: ({ latchChecks }) => latchChecks.forEach(check => {
      check.Properties.HealthCheckConfig.InsufficientDataHealthStatus = status;
    }),
  })),
  {
    what: 'a minute counts as its lowest point',
    mutate: ({ alarms }) => alarms.forEach(alarm => {
      alarm.Properties.Statistic = 'Minimum';
    }),
  },
  {
    what: 'the alarms need two minutes',
    mutate: ({ alarms }) => alarms.forEach(alarm => {
      alarm.Properties.EvaluationPeriods = 2;
    }),
  },
  {
    what: 'the value that closes is not enough',
    mutate: ({ alarms }) => alarms.forEach(alarm => {
      alarm.Properties.ComparisonOperator = 'GreaterThanThreshold';
    }),
  },
  {
    what: 'the value that opens is enough',
    mutate: ({ alarms }) => alarms.forEach(alarm => {
      alarm.Properties.Threshold = 0;
    }),
  },
  {
    what: 'the alarms read another record\'s latch',
    mutate: ({ alarms }) => alarms.forEach(alarm => {
      alarm.Properties.Dimensions[1].Value = 'other.example.com';
    }),
  },
  {
    what: 'the records are exchanged',
    mutate: ({ primaryRecords, secondaryRecords }) => [...primaryRecords, ...secondaryRecords].forEach(({ Properties: properties }) => {
      properties.Failover = properties.Failover === 'PRIMARY' ? 'SECONDARY' : 'PRIMARY';
    }),
  },
  {
    what: 'the regional records evaluate their load balancers',
    mutate: ({ regionalRecords }) => regionalRecords.forEach(record => {
      record.Properties.AliasTarget.EvaluateTargetHealth = true;
    }),
  },
  {
    what: 'the endpoint checks ask each for the other\'s name',
    mutate: ({ endpointChecks: [one, other] }) => {
      const properties = one.Properties;
      one.Properties = other.Properties;
      other.Properties = properties;
    },
    harmlessByPlan: true,
  },
];

/** Defects of weighted records. */
export const WEIGHTED_MUTATIONS: readonly Mutation[] = [
  {
    what: 'the records have no checks: weights alone never fail over',
    mutate: ({ primaryRecords, secondaryRecords }) => [...primaryRecords, ...secondaryRecords].forEach(record => {
      delete record.Properties.HealthCheckId;
    }),
  },
  {
    what: 'the reverse latch is no part of the primary record\'s check',
    mutate: ({ primaryRecords, checkOf }) => primaryRecords.forEach(record => {
      const { HealthCheckConfig: config } = checkOf(record).Properties;
      config.ChildHealthChecks.splice(-config.HealthThreshold);
    }),
  },
  {
    what: 'the home Region has no weight',
    mutate: ({ primaryRecords }) => primaryRecords.forEach(record => {
      record.Properties.Weight = 0;
    }),
  },
];

/** A copy of the templates with the defect. */
export function mutated(templates: readonly StackTemplate[], mutation: Mutation): StackTemplate[] {
  const copy: StackTemplate[] = structuredClone([...templates]);
  const before = JSON.stringify(copy);
  mutation.mutate(find(copy));
  if (JSON.stringify(copy) === before) {
    throw new Error(`nothing was changed: ${mutation.what}`);
  }
  return copy;
}

function find(templates: StackTemplate[]): Found {
  const all = templates.flatMap(({ resources }) => Object.entries(resources).map(([id, resource]) => ({ id, resource })));
  const ofType = (type: string) => all.filter(({ resource }) => resource.Type === type);
  const records = ofType('AWS::Route53::RecordSet').map(({ resource }) => resource);
  const checks = ofType('AWS::Route53::HealthCheck');
  const configOf = (check: Resource) => check.Properties.HealthCheckConfig;
  const latchChecks = checks.filter(({ resource }) => configOf(resource).Type === 'CLOUDWATCH_METRIC');
  const latchCheckIn = (region: string, inverted: boolean) => latchChecks
    .filter(({ resource }) => configOf(resource).AlarmIdentifier.Region === region && (configOf(resource).Inverted ?? false) === inverted);
  const [invertedLatchCheck] = latchCheckIn(SECONDARY, true);
  const recordsOf = (role: string) => records.filter(({ Properties }) => Properties.SetIdentifier?.startsWith(role));
  return {
    primaryRecords: recordsOf('primary'),
    secondaryRecords: recordsOf('secondary'),
    regionalRecords: records.filter(({ Properties }) => Properties.SetIdentifier === undefined),
    alarms: ofType('AWS::CloudWatch::Alarm').map(({ resource }) => resource),
    endpointChecks: checks.map(({ resource }) => resource).filter(resource => configOf(resource).FullyQualifiedDomainName !== undefined),
    latchChecks: latchChecks.map(({ resource }) => resource),
    invertedLatchCheck,
    reverseLatchChecks: latchCheckIn(PRIMARY, false),
    secondaryCheck: checks.map(({ resource }) => resource)
      .find(resource => configOf(resource).ChildHealthChecks?.some(({ Ref }: { Ref: string }) => Ref === invertedLatchCheck.id))!,
    checkOf: record => checks.find(({ id }) => id === record.Properties.HealthCheckId.Ref)!.resource,
  };
}

function dropChild(check: Resource, id: string): void {
  const { HealthCheckConfig: config } = check.Properties;
  config.ChildHealthChecks = config.ChildHealthChecks.filter(({ Ref }: { Ref: string }) => Ref !== id);
}

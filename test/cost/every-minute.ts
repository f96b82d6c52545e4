import type { Line } from './estimate';
import { HOURS, PRICES } from './prices';
import { ROUND_IN_MILLISECONDS, ROUNDS } from '../../src/detection/handlers/probe-rounds';
import type { Template } from '../monitoring/published-metrics/templates';
import { nameOf, resourcesOfType } from '../monitoring/published-metrics/templates';

/** What a function is seen to be by: the variable that tells it what to do. */
interface Work {
  readonly construct: string;
  readonly what: string;
  readonly settings: string;
  /** An estimate for the work of a call, which is mostly waiting. */
  readonly secondsPerCall: number;
  /** Requests to CloudWatch that publish metrics. */
  readonly publicationsPerCall: number;
}

const WORK: readonly Work[] = [
  {
    construct: 'Detection',
    what: 'prober',
    settings: 'PROBER_SETTINGS',
    secondsPerCall: (ROUNDS - 1) * ROUND_IN_MILLISECONDS / 1000 + 1,
    publicationsPerCall: ROUNDS,
  },
  { construct: 'Recovery state', what: 'publisher', settings: 'PUBLISHER_SETTINGS', secondsPerCall: 1, publicationsPerCall: 1 },
  // While it holds the other Region for lost it looks longer.
  { construct: 'Recovery', what: 'decider', settings: 'DECIDER_SETTINGS', secondsPerCall: 1, publicationsPerCall: 1 },
  { construct: 'Peering', what: 'peering probe', settings: 'PEERING_SETTINGS', secondsPerCall: 1, publicationsPerCall: 1 },
];

const THOUSAND = 1000;
const CALLS = HOURS * 60;
const MEGABYTES_OF_A_GIGABYTE = 1024;

interface Target {
  readonly Arn: { readonly 'Fn::GetAtt': readonly [string, string] };
}

interface ScheduledFunction {
  readonly name: string;
  readonly memory: number;
  readonly variables: readonly string[];
}

/** What functions cost that are called every minute of the month, whatever happens. */
export function everyMinuteLines(templates: readonly Template[]): Line[] {
  const functions = scheduledFunctions(templates);
  const unknown = functions.filter(({ variables }) => !WORK.some(({ settings }) => variables.includes(settings)));
  if (unknown.length > 0) {
    throw new Error(`how long these functions run every minute is not known: ${unknown.map(({ name }) => name).join(', ')}`);
  }
  return WORK.flatMap(({ construct, what, settings, secondsPerCall, publicationsPerCall }) => {
    const own = functions.filter(({ variables }) => variables.includes(settings));
    const gigabytes = own.reduce((sum, { memory }) => sum + memory / MEGABYTES_OF_A_GIGABYTE, 0);
    const thousandsOf = (perCall: number) => CALLS * perCall / THOUSAND;
    return [
      { construct, what: `${what}: thousands of GB-seconds`, quantity: thousandsOf(gigabytes * secondsPerCall), price: PRICES.functionTime },
      { construct, what: `${what}: thousands of calls`, quantity: thousandsOf(own.length), price: PRICES.functionCalls },
      { construct, what: `${what}: thousands of publications`, quantity: thousandsOf(own.length * publicationsPerCall), price: PRICES.publications },
    ];
  });
}

function scheduledFunctions(templates: readonly Template[]): ScheduledFunction[] {
  return [...resourcesOfType(templates, 'AWS::Events::Rule')].filter(({ properties }) => properties.ScheduleExpression === 'rate(1 minute)')
    .flatMap(({ template, properties }) => (properties.Targets as Target[]).map(({ Arn: { 'Fn::GetAtt': [logicalId] } }) => {
      const located = [...resourcesOfType([template], 'AWS::Lambda::Function')].find(candidate => candidate.logicalId === logicalId)!;
      const { MemorySize, Environment } = located.properties as { MemorySize: number; Environment?: { Variables: object } };
      return { name: nameOf(located), memory: MemorySize, variables: Object.keys(Environment?.Variables ?? {}) };
    }));
}

import { App, Duration, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { deploymentOf, templatesOf } from './deployment/deployment';
import type { Order } from './schedules/schedule';
import { judge } from './scoreboard/judge';
import { simulationOf } from './scoreboard/run-trial';
import { ARMED, LOSS, MINUTE, REGION_LOSS, schedule, start } from './scoreboard/scenarios';
import { HOME, STANDBY, systemOf } from './scoreboard/system';
import { timeLimitsOf } from './scoreboard/time-limits';
import type { Simulation } from './simulation';
import { START } from './simulation';
import { Automation, EndpointProbes, MultiRegionDr, RegionalEndpoint } from '../../src';

const ACCOUNT = '111111111111';
const ASKED_BY_PERSON = LOSS + 4 * MINUTE;

/** What automation asks people about before it fails over. */
function approvedApp(): App {
  const app = new App({ analyticsReporting: false, context: { 'aws:cdk:bundling-stacks': [] } });
  const shared = new Stack(app, 'Shared', { env: { account: ACCOUNT, region: HOME } });
  const dr = new MultiRegionDr(app, 'Payments', {
    account: ACCOUNT,
    environmentName: 'prod',
    primary: { region: HOME, cidr: '10.0.0.0/16', availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'] },
    secondary: { region: STANDBY, cidr: '10.1.0.0/16', availabilityZones: ['us-west-2a', 'us-west-2b', 'us-west-2c'] },
    databases: { main: { databaseName: 'payments' } },
    dns: { hostedZone: HostedZone.fromHostedZoneAttributes(shared, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' }), recordName: 'api' },
    detection: { probes: EndpointProbes.deep('/health/deep', { searchString: '"status":"OK"' }) },
    recovery: { automation: Automation.approval({ timeout: Duration.minutes(15) }) },
  });
  for (const region of dr.regions) {
    region.addEndpoint(RegionalEndpoint.hostName(`origin-${region.name}.example.net`));
  }
  return app;
}

const APP = approvedApp();
const SYSTEM = systemOf(deploymentOf(templatesOf(APP)));

/** Automation takes the loss of a Region for one, and waits for its approval. */
async function lossWith(...orders: readonly Order[]): Promise<Simulation> {
  const simulation = simulationOf(SYSTEM, { schedule: schedule({ minutes: 35, orders: [...ARMED, ...orders], world: [REGION_LOSS] }) });
  await simulation.run();
  return simulation;
}

const ends = ({ history }: Simulation) => history.of('execution-ended').map(({ status, error }) => error ?? status);

test('approved, the run of automation goes on', async () => {
  const simulation = await lossWith({ at: ASKED_BY_PERSON, region: STANDBY, what: 'approve' });
  expect(ends(simulation)).toEqual(['SUCCEEDED']);
  expect(judge(simulation, { at: STANDBY, promotions: 1, runs: 1, begun: 1 })).toEqual([]);
  expect(simulation.history.of('run-recorded').at(-1)!.run).toMatchObject({ actor: 'automation', approver: 'Ada', outcome: 'succeeded' });
});

describe('a person who fails over while a run of automation waits for approval', () => {
  let simulation: Simulation;
  beforeAll(async () => {
    simulation = await lossWith(
      start('failover', STANDBY, ASKED_BY_PERSON, 'by-ada'),
      { at: ASKED_BY_PERSON + 5 * MINUTE, region: STANDBY, what: 'approve' },
    );
  });

  test('does not wait for it: the database is promoted once, within the worst time of the budget from then on', () => {
    expect(judge(simulation, { at: STANDBY, promotions: 1, runs: 1, moves: 1 })).toEqual([]);
    const moved = simulation.history.of('writer-moved').find(({ to }) => to === STANDBY)!;
    expect((moved.at - START - ASKED_BY_PERSON) / 1000).toBeLessThan(timeLimitsOf(APP).recovery.worst);
  });

  test('the run that waited ends when somebody approves it, and changes nothing any more', () => {
    expect(ends(simulation)).toEqual(['SUCCEEDED', 'LockLost']);
    const [first] = simulation.history.of('execution-started');
    expect(simulation.history.of('state-entered').filter(({ executionArn, state }) => executionArn === first.executionArn && state === 'shift-traffic')).toEqual([]);
  });
});

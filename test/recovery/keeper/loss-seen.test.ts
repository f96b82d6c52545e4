import { execution, HOME, NOW, Regions, STANDBY, STARTED, UNREACHABLE } from './regions';
import type { KeeperRequest } from '../../../src/recovery/handlers/requests';
import { handleRunKeeper } from '../../../src/recovery/handlers/run-keeper';
import { RunMode } from '../../../src/recovery/plan/run-mode';
import type { KeeperSettings } from '../../../src/recovery/state/keeper-settings';

const WATCHED = { decisionAlarm: { name: 'decision', failingSeconds: 40 } };
const TRANSITIONED = NOW - 30_000;
/** The probes have failed for as long when the alarm goes to ALARM. */
const SEEN = new Date(TRANSITIONED - 40_000).toISOString();
const runId = execution(STANDBY);

class Watched {
  public readonly regions = new Regions();

  constructor(private readonly settings: Partial<KeeperSettings> = WATCHED) {
    [HOME, STANDBY].forEach(each =>
      this.regions.put(each, 'state/current', { activeRegion: HOME, epoch: 4, phase: 'idle', updatedAt: '2026-03-04T05:00:00Z', armed: true }));
    this.alarmIs('ALARM');
  }

  public alarmIs(state: string): this {
    this.regions.alarms.decision = state;
    this.regions.since.decision = new Date(TRANSITIONED);
    return this;
  }

  public async begin(changes: { mode?: RunMode; automatic?: boolean } = {}) {
    return this.keep({
      action: 'begin', mode: RunMode.FAILOVER, runId, startedAt: STARTED, actor: 'Ada', reason: 'test', automatic: false, ...changes,
    });
  }

  public async keep(request: KeeperRequest) {
    return handleRunKeeper(request, this.regions.world(STANDBY, this.settings));
  }

  public get record() {
    return this.regions.item(STANDBY, `run/${STARTED}/${runId}`)!;
  }
}

describe('since when the other Region is lost', () => {
  test.each([[true], [false]])('a forced run (automatic: %s) has it from the decision alarm of its Region, less the time that probes have failed until then', async automatic => {
    const watched = new Watched();
    await expect(watched.begin({ automatic })).resolves.toMatchObject({ lossSeenAt: SEEN });
    expect(watched.record).toMatchObject({ outcome: 'running', lossSeenAt: SEEN });
    expect(watched.regions.calls.filter(call => call.startsWith('DescribeAlarms'))).toEqual([`DescribeAlarms ${STANDBY}`]);
  });

  test.each<readonly [string, Watched]>([
    ['the alarm is OK', new Watched().alarmIs('OK')],
    ['nothing is noticed', new Watched({})],
    ['CloudWatch does not answer', (watched => { watched.regions.fail(STANDBY, 'DescribeAlarms', UNREACHABLE); return watched; })(new Watched())],
    ['there is no such alarm', new Watched({ decisionAlarm: { name: 'another', failingSeconds: 40 } })],
    ['the alarm does not say since when', (watched => { delete watched.regions.since.decision; return watched; })(new Watched())],
  ])('is unknown, and the run begins all the same: %s', async (_, watched) => {
    await expect(watched.begin()).resolves.toMatchObject({ runId, lossSeenAt: 'unknown' });
    expect(watched.record).toMatchObject({ outcome: 'running', lossSeenAt: 'unknown' });
  });

  test('is of no planned run: it does not ask, and says nothing', async () => {
    const watched = new Watched();
    const answer = await watched.begin({ mode: RunMode.SWITCHOVER });
    expect(answer).not.toHaveProperty('lossSeenAt');
    expect(watched.record).not.toHaveProperty('lossSeenAt');
    expect(watched.regions.calls.join()).not.toContain('DescribeAlarms');
  });

  test('stays what it was when the run goes on', async () => {
    const watched = new Watched();
    await watched.begin();
    await expect(watched.alarmIs('OK').begin()).resolves.toMatchObject({ resumed: true, lossSeenAt: SEEN });
  });

  test('the record of the run has the recovery time from there, and so have its metrics', async () => {
    const watched = new Watched();
    await watched.begin();
    const run = { runId, epoch: 5, mode: RunMode.FAILOVER } as const;
    await watched.keep({ action: 'activate', ...run });
    const endedAt = new Date(NOW + 60_400).toISOString();
    const steps = [{ id: 'verify-traffic', startedAt: STARTED, endedAt }];
    await watched.keep({ action: 'finish', ...run, outcome: 'succeeded', steps, lossSeenAt: SEEN });
    expect(watched.record).toMatchObject({ outcome: 'succeeded', lossSeenAt: SEEN, recoverySeconds: 130 });
    const published = watched.regions.published.flatMap(({ MetricData }) => MetricData).filter(({ MetricName }) => MetricName === 'RecoveryTime');
    expect(published).toMatchObject([{ Value: 130.4, Unit: 'Seconds', Dimensions: [{ Name: 'Mode', Value: 'failover' }] }]);
  });

  test('a run that failed has none', async () => {
    const watched = new Watched();
    await watched.begin();
    const failure = { step: 'promote', error: 'PromotionTimedOut', cause: 'late' };
    await expect(watched.keep({ action: 'finish', runId, epoch: 5, mode: RunMode.FAILOVER, outcome: 'failed', steps: [], failure }))
      .rejects.toThrow('step promote: late');
    expect(watched.record).toMatchObject({ outcome: 'failed' });
    expect(watched.record).not.toHaveProperty('recoverySeconds');
  });
});

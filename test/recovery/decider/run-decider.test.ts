import { BOTH_FAIL, fault, FORBIDDEN, HOME, settingsOf, NOW, STANDBY, THROTTLED, TwoRegions, UNREACHABLE } from './two-regions';
import { lockOf, runOf } from '../decision/states';

/** What was published: the verdict as a number, and whether the other Region is held for lost. */
function publishedBy(world: TwoRegions) {
  const [{ region, input: { Namespace, MetricData } }, ...others] = world.of('PutMetricData');
  expect(others).toEqual([]);
  expect([region, Namespace]).toEqual([world.settings.region, 'MultiRegionDr/Payments/test']);
  for (const { Dimensions, Timestamp } of MetricData) {
    expect([Dimensions, Timestamp]).toEqual([[{ Name: 'Component', Value: 'run-decider' }], new Date(world.time)]);
  }
  return Object.fromEntries(MetricData.map(({ MetricName, Value }: { MetricName: string; Value: number }) => [MetricName, Value]));
}

/** A lock as the state table holds it. */
function lockItem(region: string, minutesLeft = 1) {
  const { runId, epoch, mode, startedAt, expiresAt } = lockOf(region, minutesLeft, 3);
  const texts = { runId, mode, startedAt, expiresAt: new Date(expiresAt).toISOString() };
  return { ...Object.fromEntries(Object.entries(texts).map(([name, S]) => [name, { S }])), epoch: { N: String(epoch) } };
}

/** A world in which the other Region is gone, endpoint and database. */
function regionLost(settings = settingsOf(STANDBY)): TwoRegions {
  const world = new TwoRegions(settings);
  for (const command of ['DescribeDBClusters', 'GetItem', 'TransactWriteItems', 'DescribeAlarms']) {
    world.answers[`${settings.peer} ${command}`] = UNREACHABLE;
  }
  return world;
}

describe('the decider of the standby', () => {
  test.each([['2026-01-31T11:58:30.000Z', 90], ['2026-01-31T12:00:02.000Z', 0]])('tells how long a run is under way that began at %s: %d s', async (startedAt, seconds) => {
    const world = new TwoRegions();
    world.answers[`${STANDBY} DescribeAlarms`] = { CompositeAlarms: [{ AlarmName: 'decision', StateValue: 'OK' }] };
    world.hold(STANDBY, 'lock/run', { ...lockItem(STANDBY), startedAt: { S: startedAt } });
    world.answers[`${STANDBY} DescribeExecution`] = { status: 'RUNNING' };
    await world.decide();
    expect(publishedBy(world).RunAge).toBe(seconds);
  });

  test('the endpoint is dead and the database works: a planned run, by which nothing is lost', async () => {
    const world = new TwoRegions();
    await expect(world.decide()).resolves.toEqual({ verdict: 'planned', reason: 'endpoint-dead' });
    const [{ region, input }, ...others] = world.of('StartExecution');
    expect(others).toEqual([]);
    expect(region).toBe(STANDBY);
    expect(input).toEqual({
      stateMachineArn: 'machine/switchover',
      name: 'auto-1-2026-01-31T1200Z',
      input: JSON.stringify({ actor: 'automation', reason: 'the endpoint of the other Region is dead, and its databases work', automatic: true }),
    });
    expect(publishedBy(world)).toEqual({ Verdict: 1, HeldForLost: 1, RunAge: 0 });
  });

  test('both are dead: a forced run, with nothing asked of the Region that is lost but whether it answers', async () => {
    const world = regionLost();
    await expect(world.decide()).resolves.toEqual({ verdict: 'forced', reason: 'region-dead' });
    expect(world.of('StartExecution').map(({ input }) => input.stateMachineArn)).toEqual([`machine/failover/${STANDBY}`]);
    expect(publishedBy(world)).toEqual({ Verdict: 2, HeldForLost: 1, RunAge: 0 });
  });

  test('ORC-07: whatever calls it, event or schedule, it decides by what it reads, and asks for the run every minute while that holds', async () => {
    for (const event of [{ 'detail-type': 'CloudWatch Alarm State Change' }, { 'detail-type': 'Scheduled Event' }, {}]) {
      const world = regionLost();
      for (let minute = 0; minute < 2; minute += 1) {
        await expect(world.decide(event)).resolves.toMatchObject({ verdict: 'forced' });
        world.time += 60_000;
      }
      expect(world.of('StartExecution').map(({ input }) => input.stateMachineArn)).toEqual(Array(2).fill(`machine/failover/${STANDBY}`));
    }
  });

  test('ORC-18: dead is what was dead at three looks, five seconds apart', async () => {
    const world = regionLost();
    await world.decide();
    expect(world.of('DescribeDBClusters').filter(({ region }) => region === HOME).map(({ at }) => at)).toEqual([0, 5000, 10_000]);
  });

  test('a look that works outweighs those that did not, and ends the looking', async () => {
    const world = regionLost();
    world.answers[`${HOME} DescribeDBClusters`] = [UNREACHABLE, { DBClusters: [{ Status: 'available' }] }];
    delete world.answers[`${HOME} GetItem`];
    await expect(world.decide()).resolves.toMatchObject({ verdict: 'planned' });
    expect(world.of('DescribeDBClusters').filter(({ region }) => region === HOME)).toHaveLength(2);
  });

  test('a look that takes longer than five seconds is followed by the next at once', async () => {
    const world = regionLost();
    world.answers[`${HOME} DescribeDBClusters`] = () => { world.time += 7000; return UNREACHABLE; };
    await world.decide();
    expect(world.of('DescribeDBClusters').filter(({ region }) => region === HOME).map(({ at }) => at)).toEqual([0, 7000, 14_000]);
  });

  describe('RDS of the other Region is silent, and the Region answers', () => {
    const heardFrom = (millisecondsAgo: number) => ({
      MetricDataResults: [{ Id: 'newest', Timestamps: [new Date(NOW - millisecondsAgo - 60_000)], Values: [0] }],
    });

    test.each([
      ['writes arrive still: people decide', heardFrom(90_000), { verdict: 'page', reason: 'databases-unknown' }],
      ['no write has arrived for minutes: forced', heardFrom(200_000), { verdict: 'forced', reason: 'region-dead' }],
      ['there is no trace of writes: forced', { MetricDataResults: [{}] }, { verdict: 'forced', reason: 'region-dead' }],
      ['CloudWatch could not read whether writes arrive: people decide', { MetricDataResults: [{ Id: 'newest', StatusCode: 'InternalError' }] }, { verdict: 'page', reason: 'databases-unknown' }],
      ['nobody can say whether writes arrive: people decide', UNREACHABLE, { verdict: 'page', reason: 'databases-unknown' }],
    ])('ORC-18: the heartbeat of replication is asked: %s', async (_, heartbeat, decision) => {
      const world = new TwoRegions();
      world.answers[`${HOME} DescribeDBClusters`] = UNREACHABLE;
      world.answers[`${STANDBY} GetMetricData`] = heartbeat;
      expect(await world.decide()).toMatchObject(decision);
      const { MetricDataQueries: [{ MetricStat }] } = world.of('GetMetricData')[0].input;
      expect(MetricStat.Metric).toEqual({
        Namespace: 'AWS/RDS', MetricName: 'AuroraGlobalDBReplicationLag', Dimensions: [{ Name: 'DBClusterIdentifier', Value: `main-${STANDBY}` }],
      });
      expect(world.of('GetMetricData').map(({ region }) => region)).toEqual([STANDBY]);
    });

    test('a Region that is silent altogether is lost: the heartbeat is not waited for', async () => {
      const world = new TwoRegions();
      world.answers[`${HOME} DescribeDBClusters`] = UNREACHABLE;
      world.answers[`${HOME} GetItem`] = UNREACHABLE;
      world.answers[`${STANDBY} GetMetricData`] = heardFrom(1000);
      expect(await world.decide()).toMatchObject({ verdict: 'forced', reason: 'region-dead' });
    });
  });

  test.each([
    ['refuses to say', FORBIDDEN], ['throttles', THROTTLED], ['asks to come again', fault('Anything', { $metadata: { httpStatusCode: 429 } })],
    ['fails over within the Region', { DBClusters: [{ Status: 'failing-over' }] }],
  ])('RDS %s: nobody knows, and no writes are given up for it', async (_, answer) => {
    const world = regionLost();
    world.answers[`${HOME} DescribeDBClusters`] = answer;
    await expect(world.decide()).resolves.toEqual({ verdict: 'page', reason: 'databases-unknown', wanted: undefined });
    expect(world.of('StartExecution')).toEqual([]);
    expect(publishedBy(world)).toEqual({ Verdict: 3, HeldForLost: 1, RunAge: 0 });
  });

  test.each([
    ['is gone', fault('DBClusterNotFoundFault')], ['is not in the answer', {}], ['fails with 5xx', fault('InternalFailure', { $metadata: { httpStatusCode: 500 } })],
    ['refuses connections', fault('Error', { code: 'ECONNREFUSED' })],
  ])('the cluster of the other Region, or RDS there, %s: dead', async (_, answer) => {
    const world = regionLost();
    world.answers[`${HOME} DescribeDBClusters`] = answer;
    await expect(world.decide()).resolves.toMatchObject({ verdict: 'forced' });
  });

  test('without databases the endpoint alone decides: nothing can be lost', async () => {
    const world = regionLost(settingsOf(STANDBY, { databases: [] }));
    await expect(world.decide()).resolves.toEqual({ verdict: 'forced', reason: 'endpoint-dead-without-data' });
    expect(world.of('DescribeDBClusters')).toEqual([]);
  });

  test.each(['OK', 'INSUFFICIENT_DATA', undefined])('the decision alarm says %s: nothing, and no database is looked at', async StateValue => {
    const world = new TwoRegions();
    world.answers[`${STANDBY} DescribeAlarms`] = StateValue ? { CompositeAlarms: [{ AlarmName: 'decision', StateValue }] } : {};
    await expect(world.decide()).resolves.toMatchObject({ verdict: 'nothing', reason: StateValue === 'OK' ? 'peer-works' : 'nobody-knows' });
    expect([...world.of('DescribeDBClusters'), ...world.of('StartExecution')]).toEqual([]);
    expect(publishedBy(world)).toEqual({ Verdict: 0, HeldForLost: 0, RunAge: 0 });
  });

  describe('whose own endpoint fails as the other one does', () => {
    test.each([['and so are the databases', UNREACHABLE, 'forced'], ['and the databases work', undefined, 'planned']])('does nothing and has people told, %s', async (_, rds, wanted) => {
      const world = rds ? regionLost() : new TwoRegions();
      world.answers[`${STANDBY} DescribeAlarms`] = BOTH_FAIL;
      await expect(world.decide()).resolves.toEqual({ verdict: 'page', reason: 'standby-ill', wanted });
      expect(world.of('StartExecution')).toEqual([]);
      expect(publishedBy(world)).toEqual({ Verdict: 3, HeldForLost: 0, RunAge: 0 });
    });

    test('says the same every minute while it lasts, with nothing asked of the other Region that is needed', async () => {
      const world = regionLost();
      world.answers[`${STANDBY} DescribeAlarms`] = BOTH_FAIL;
      for (let minute = 0; minute < 5; minute++) {
        await expect(world.decide()).resolves.toMatchObject({ verdict: 'page', reason: 'standby-ill' });
        world.time += 60_000;
      }
      world.answers[`${STANDBY} DescribeAlarms`] = { ...BOTH_FAIL, CompositeAlarms: [{ AlarmName: 'decision', StateValue: 'ALARM' }] };
      await expect(world.decide()).resolves.toMatchObject({ verdict: 'forced' });
    });
  });

  test.each([
    ['and for what it is made of', settingsOf(STANDBY), ['peer-endpoint', 'own-endpoint']],
    ['alone, where nothing could tell that both Regions fail', settingsOf(STANDBY, { bothFail: undefined }), []],
  ])('asks for the decision by its name, %s: in one call, of its own Region', async (_, settings, members) => {
    const world = new TwoRegions(settings);
    await world.decide();
    expect(world.of('DescribeAlarms').map(({ region, input }) => [region, input]))
      .toEqual([[STANDBY, { AlarmNames: ['decision', ...members], AlarmTypes: ['CompositeAlarm', 'MetricAlarm'], MaxRecords: 100 }]]);
  });

  test.each([
    ['not armed', 'not-armed', (world: TwoRegions) => world.hold(STANDBY, 'state/current', { activeRegion: { S: HOME }, epoch: { N: '0' } })],
    ['no state was ever written', 'not-armed', (world: TwoRegions) => { delete world.tables.table('state-of-standby')['state/current']; }],
    ['a run was not acknowledged', 'blocked', (world: TwoRegions) => world.hold(STANDBY, 'state/current', {
      activeRegion: { S: HOME }, epoch: { N: '2' }, armed: { BOOL: true }, unacknowledgedRun: { S: 'run-1' },
    })],
    ['a run ended too short a time ago', 'blocked', (world: TwoRegions) => world.hold(STANDBY, 'state/current', {
      activeRegion: { S: HOME }, epoch: { N: '2' }, armed: { BOOL: true }, blockedUntil: { S: '2026-01-31T12:00:01Z' },
    })],
    ['the reverse latch is closed', 'reverse-latch-closed', (world: TwoRegions) =>
      world.hold(STANDBY, 'latch/peer', { closed: { BOOL: true }, epoch: { N: '0' }, updatedAt: { S: '2026-01-31T12:00:00Z' } })],
    ['the own database has no instance', 'not-ready', (world: TwoRegions) => { world.answers[`${STANDBY} DescribeDBClusters`] = { DBClusters: [{ Status: 'available' }] }; }],
    ['the state of the other Region does not answer', 'peer-silent', (world: TwoRegions) => { world.answers[`${HOME} GetItem`] = UNREACHABLE; }],
    ['a run of the other Region holds the lock', 'run-of-peer', (world: TwoRegions) => world.hold(STANDBY, 'lock/run', lockItem(HOME))],
  ])('%s: people are paged, and nothing begins', async (_, reason, given) => {
    const world = new TwoRegions();
    given(world);
    await expect(world.decide()).resolves.toEqual({ verdict: 'page', reason, wanted: 'planned' });
    expect(world.of('StartExecution')).toEqual([]);
    expect(publishedBy(world).Verdict).toBe(3);
  });

  test('with automation off, people are paged', async () => {
    await expect(new TwoRegions(settingsOf(STANDBY, { automatic: false })).decide()).resolves.toEqual({ verdict: 'page', reason: 'manual', wanted: 'planned' });
  });

  test('a database of which the own Region cannot ask is not ready, and nobody knows where it is written', async () => {
    const world = new TwoRegions();
    world.answers[`${STANDBY} DescribeGlobalClusters`] = UNREACHABLE;
    await expect(world.decide()).resolves.toMatchObject({ verdict: 'page', reason: 'databases-unknown' });
    expect(world.logged).toContainEqual(expect.objectContaining({ message: 'own member not observed' }));
  });

  describe('while a run holds the lock', () => {
    test.each(['RUNNING', 'PENDING_REDRIVE'])('an execution that is %s goes on: nothing', async status => {
      const world = new TwoRegions();
      world.hold(STANDBY, 'lock/run', lockItem(STANDBY));
      world.answers[`${STANDBY} DescribeExecution`] = { status };
      await expect(world.decide()).resolves.toMatchObject({ verdict: 'nothing', reason: 'run-in-progress' });
      expect(world.of('DescribeExecution').map(({ input }) => input)).toEqual([{ executionArn: runOf(STANDBY) }]);
    });

    test.each([
      ['has failed, and could not say so', { status: 'FAILED' }], ['is not known', fault('ExecutionDoesNotExist')], ['has no ARN', fault('InvalidArn')],
    ])('an execution that %s has left it: the decision starts again, in the next epoch of the Region', async (_, answer) => {
      const world = new TwoRegions();
      world.hold(STANDBY, 'lock/run', lockItem(STANDBY));
      world.answers[`${STANDBY} DescribeExecution`] = answer;
      await expect(world.decide()).resolves.toMatchObject({ verdict: 'planned' });
      expect(world.of('StartExecution').map(({ input }) => input.name)).toEqual(['auto-5-2026-01-31T1200Z']);
    });

    test.each(['ABORTED', 'TIMED_OUT'])('an execution that is %s was ended from outside: it blocks, as a run does that ends itself, until somebody has looked', async status => {
      const world = regionLost();
      world.hold(STANDBY, 'lock/run', { ...lockItem(STANDBY), mode: { S: 'failover' } });
      world.answers[`${STANDBY} DescribeExecution`] = { status, stopDate: new Date(world.time) };
      await expect(world.decide()).resolves.toEqual({ verdict: 'page', reason: 'blocked', wanted: 'forced' });
      expect(world.of('StartExecution')).toEqual([]);
      expect(world.item(STANDBY, 'state/current')).toMatchObject({ unacknowledgedRun: { S: runOf(STANDBY) }, blockedUntil: { S: expect.any(String) } });
      expect(Date.parse(world.item(STANDBY, 'state/current').blockedUntil.S!)).toBeGreaterThanOrEqual(world.time + 1_799_000);
      // Its lock stays, for whoever redrives it.
      expect(world.item(STANDBY, 'lock/run')).toMatchObject({ runId: { S: runOf(STANDBY) }, stopSeen: { BOOL: true } });
    });

    test('a run that was stopped, seen and acknowledged blocks nobody a second time', async () => {
      const world = regionLost();
      world.hold(STANDBY, 'lock/run', { ...lockItem(STANDBY), mode: { S: 'failover' }, stopSeen: { BOOL: true } });
      world.answers[`${STANDBY} DescribeExecution`] = { status: 'ABORTED' };
      await expect(world.decide()).resolves.toEqual({ verdict: 'forced', reason: 'region-dead' });
      expect(world.item(STANDBY, 'state/current')).not.toHaveProperty('unacknowledgedRun');
    });

    test('a planned run whose source has died meanwhile is overtaken by force', async () => {
      const world = regionLost();
      world.hold(STANDBY, 'lock/run', lockItem(STANDBY));
      world.answers[`${STANDBY} DescribeExecution`] = { status: 'RUNNING' };
      await expect(world.decide()).resolves.toEqual({ verdict: 'forced', reason: 'region-dead' });
      expect(world.of('StartExecution').map(({ input }) => input.stateMachineArn)).toEqual([`machine/failover/${STANDBY}`]);
    });

    test('a lock that expired is nobody\'s, whoever held it', async () => {
      const world = new TwoRegions();
      world.hold(STANDBY, 'lock/run', lockItem(HOME, -1));
      await expect(world.decide()).resolves.toMatchObject({ verdict: 'planned' });
    });

    test('while nobody can say whether its execution lives, the decider fails, and decides in a minute', async () => {
      const world = new TwoRegions();
      world.hold(STANDBY, 'lock/run', lockItem(STANDBY));
      world.answers[`${STANDBY} DescribeExecution`] = UNREACHABLE;
      await expect(world.decide()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
      expect(world.of('StartExecution')).toEqual([]);
    });
  });

  describe('however often it is called', () => {
    test('schedule, event and its second delivery start one run in a minute: the same call', async () => {
      const world = new TwoRegions();
      for (const type of ['CloudWatch Alarm State Change', 'CloudWatch Alarm State Change', 'Scheduled Event']) {
        await world.decide({ 'detail-type': type });
      }
      expect(world.of('StartExecution')).toHaveLength(3);
      expect(new Set(world.of('StartExecution').map(({ input }) => JSON.stringify(input))).size).toBe(1);
    });

    test('a run that was started before under that name is not started again, and that is no error', async () => {
      const world = new TwoRegions();
      world.answers[`${STANDBY} StartExecution`] = fault('ExecutionAlreadyExists');
      await expect(world.decide()).resolves.toMatchObject({ verdict: 'planned' });
      expect(publishedBy(world)).toEqual({ Verdict: 1, HeldForLost: 1, RunAge: 0 });
    });

    test('a run that could not be started is an error, and is tried again in the next minute under another name', async () => {
      const world = new TwoRegions();
      world.answers[`${STANDBY} StartExecution`] = [UNREACHABLE, {}];
      await expect(world.decide()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
      world.time += 60_000;
      await expect(world.decide()).resolves.toMatchObject({ verdict: 'planned' });
      expect(world.of('StartExecution').map(({ input }) => input.name)).toEqual(['auto-1-2026-01-31T1200Z', 'auto-1-2026-01-31T1201Z']);
    });

    test('a decision that came before recovery was armed starts its run when it is', async () => {
      const world = new TwoRegions();
      world.hold(STANDBY, 'state/current', { activeRegion: { S: HOME }, epoch: { N: '0' } });
      await expect(world.decide({ 'detail-type': 'CloudWatch Alarm State Change' })).resolves.toMatchObject({ verdict: 'page' });
      world.hold(STANDBY, 'state/current', { activeRegion: { S: HOME }, epoch: { N: '0' }, armed: { BOOL: true } });
      world.time += 60_000;
      await expect(world.decide()).resolves.toMatchObject({ verdict: 'planned' });
    });
  });

  test('a state that cannot be read, or is malformed, is an error: nothing is decided on a guess', async () => {
    const unreadable = new TwoRegions();
    unreadable.answers[`${STANDBY} GetItem`] = UNREACHABLE;
    await expect(unreadable.decide()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    const malformed = new TwoRegions();
    malformed.hold(STANDBY, 'state/current', { activeRegion: { S: HOME }, epoch: { S: 'seven' } });
    await expect(malformed.decide()).rejects.toMatchObject({ name: 'StateMalformed' });
    expect([...unreadable.of('StartExecution'), ...malformed.of('StartExecution')]).toEqual([]);
  });

  test('the run begins before anything is published: what only informs delays nothing', async () => {
    const world = new TwoRegions();
    world.answers[`${STANDBY} PutMetricData`] = UNREACHABLE;
    await expect(world.decide()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    expect(world.of('StartExecution')).toHaveLength(1);
  });

  test('the log says what was decided, by which call, and on what', async () => {
    const world = new TwoRegions();
    await world.decide({ 'detail-type': 'CloudWatch Alarm State Change' });
    expect(world.logged).toContainEqual(expect.objectContaining({
      message: 'decided', calledBy: 'CloudWatch Alarm State Change', verdict: 'planned', reason: 'endpoint-dead', databases: 'work', ready: true, epoch: 0,
    }));
    expect(world.logged).toContainEqual({ message: 'database observed', database: 'main', writer: 'there', ready: true, health: 'works' });
  });
});

describe('the decider of the home Region, while the standby by design is active', () => {
  test('takes over by force when that is lost', async () => {
    const world = regionLost(settingsOf(HOME));
    await expect(world.decide()).resolves.toEqual({ verdict: 'forced', reason: 'region-dead' });
    expect(world.of('StartExecution').map(({ input }) => input.stateMachineArn)).toEqual([`machine/failover/${HOME}`]);
  });

  test('never fails back by itself', async () => {
    const world = new TwoRegions(settingsOf(HOME));
    await expect(world.decide()).resolves.toEqual({ verdict: 'page', reason: 'failback', wanted: 'planned' });
    expect(world.of('StartExecution')).toEqual([]);
  });
});

describe('the decider of the active Region', () => {
  /** The standby is active since epoch 7, and the home Region was lost meanwhile. */
  function taken(settings = settingsOf(STANDBY)): TwoRegions {
    const world = new TwoRegions(settings);
    world.hold(STANDBY, 'state/current', { activeRegion: { S: STANDBY }, epoch: { N: '7' }, phase: { S: 'idle' }, unacknowledgedRun: { S: 'run-7' } });
    world.hold(STANDBY, 'latch/traffic', { closed: { BOOL: true }, epoch: { N: '7' }, updatedAt: { S: '2026-01-31T11:00:00Z' } });
    world.writtenIn(STANDBY);
    return world;
  }

  test('takes nothing over, whatever it sees of the other one, and looks at no database', async () => {
    const world = taken();
    await expect(world.decide()).resolves.toEqual({ verdict: 'nothing', reason: 'active' });
    expect(publishedBy(world)).toEqual({ Verdict: 0, HeldForLost: 0, RunAge: 0 });
    expect(world.of('DescribeDBClusters')).toEqual([]);
  });

  describe('looks at itself, and pages for what lasts', () => {
    const amissSince = (world: TwoRegions) => world.item(STANDBY, 'state/current').amissSince?.S;
    const endpoint = (world: TwoRegions, StateValue: string) => {
      world.answers[`${STANDBY} DescribeAlarms`] = { MetricAlarms: [{ AlarmName: 'own-endpoint', StateValue }] };
    };
    const minutes = async (world: TwoRegions, count: number) => {
      const reasons: string[] = [];
      for (let minute = 0; minute < count; minute++) {
        reasons.push((await world.decide()).reason);
        world.time += 60_000;
      }
      return reasons;
    };

    test.each([
      ['a database is written in the other Region', 'written-elsewhere', (world: TwoRegions) => world.writtenIn(HOME)],
      ['its own endpoint fails, and nobody has taken over', 'endpoint-lost', (world: TwoRegions) => endpoint(world, 'ALARM')],
    ])('%s: after five minutes', async (_, reason, given) => {
      const world = taken();
      given(world);
      await expect(minutes(world, 7)).resolves.toEqual(['active', 'active', 'active', 'active', 'active', reason, reason]);
      expect(amissSince(world)).toBe('2026-01-31T12:00:00Z');
      expect(world.of('PutMetricData').map(({ input: { MetricData: [{ Value }] } }) => Value)).toEqual([0, 0, 0, 0, 0, 3, 3]);
      expect(world.of('StartExecution')).toEqual([]);
    });

    test('asks for its own endpoint by name, and for nothing where it is not probed', async () => {
      const world = taken();
      await world.decide();
      expect(world.of('DescribeAlarms').map(({ region, input }) => [region, input])).toContainEqual([
        STANDBY, { AlarmNames: ['own-endpoint'], AlarmTypes: ['MetricAlarm'], MaxRecords: 100 },
      ]);
      const unprobed = taken(settingsOf(STANDBY, { ownEndpointAlarms: [] }));
      await expect(minutes(unprobed, 1)).resolves.toEqual(['active']);
      expect(unprobed.of('DescribeAlarms')).toHaveLength(1);
    });

    test('what is mended is forgotten', async () => {
      const world = taken();
      world.writtenIn(HOME);
      await minutes(world, 3);
      world.writtenIn(STANDBY);
      await world.decide();
      expect(amissSince(world)).toBeUndefined();
      world.writtenIn(HOME);
      world.time += 5 * 60_000;
      await expect(minutes(world, 1)).resolves.toEqual(['active']);
    });

    test.each([
      ['RDS', 'DescribeGlobalClusters'], ['CloudWatch', 'DescribeAlarms'],
    ])('while %s does not answer nothing is noted, and nothing forgotten', async (_, command) => {
      const world = taken();
      world.hold(STANDBY, 'state/current', { ...world.item(STANDBY, 'state/current'), amissSince: { S: '2026-01-31T11:00:00Z' } });
      const known = world.answers[`${STANDBY} DescribeAlarms`];
      world.answers[`${STANDBY} ${command}`] = command === 'DescribeAlarms'
        ? (input: { AlarmTypes: string[] }) => input.AlarmTypes[0] === 'MetricAlarm' ? UNREACHABLE : known as object : UNREACHABLE;
      await expect(minutes(world, 1)).resolves.toEqual(['active']);
      expect(amissSince(world)).toBe('2026-01-31T11:00:00Z');
      expect(world.logged).toContainEqual(expect.objectContaining({ message: 'not known' }));
    });

    test('does not look while a run is under way, nor as the standby, which forgets', async () => {
      const world = taken();
      world.writtenIn(HOME);
      world.hold(STANDBY, 'lock/run', lockItem(HOME));
      await expect(minutes(world, 1)).resolves.toEqual(['active']);
      expect([amissSince(world), world.of('DescribeGlobalClusters')]).toEqual([undefined, []]);
      const standby = new TwoRegions();
      standby.answers[`${STANDBY} DescribeAlarms`] = {};
      standby.hold(STANDBY, 'state/current', { activeRegion: { S: HOME }, epoch: { N: '7' }, amissSince: { S: '2026-01-31T11:00:00Z' } });
      await standby.decide();
      expect(amissSince(standby)).toBeUndefined();
    });

    test('what cannot be noted is noted in a minute', async () => {
      const world = taken();
      world.writtenIn(HOME);
      world.answers[`${STANDBY} TransactWriteItems`] = UNREACHABLE;
      await expect(minutes(world, 1)).resolves.toEqual(['active']);
      expect(world.logged).toContainEqual(expect.objectContaining({ message: 'what the Region sees of itself was not noted' }));
    });
  });

  test('tells a Region that returns who is active, and what blocks automation', async () => {
    const world = taken();
    await world.decide();
    expect(world.item(HOME, 'state/current')).toMatchObject({ activeRegion: { S: STANDBY }, epoch: { N: '7' }, unacknowledgedRun: { S: 'run-7' } });
    expect(world.item(HOME, 'latch/peer')).toMatchObject({ closed: { BOOL: true }, epoch: { N: '7' } });
    expect(world.logged).toContainEqual({ message: 'duty done', what: 'tell-peer', region: HOME });
    world.time += 60_000;
    await world.decide();
    expect(world.of('TransactWriteItems')).toHaveLength(1);
  });

  test('a run that died between role and traffic: the traffic follows, and nothing of the other Region is needed for it', async () => {
    const world = regionLost();
    world.hold(STANDBY, 'state/current', { activeRegion: { S: STANDBY }, epoch: { N: '3' }, phase: { S: 'switchover' } });
    world.hold(STANDBY, 'lock/run', lockItem(STANDBY));
    world.answers[`${STANDBY} DescribeExecution`] = { status: 'FAILED' };
    await expect(world.decide()).resolves.toEqual({ verdict: 'nothing', reason: 'active' });
    expect(world.item(STANDBY, 'latch/traffic')).toMatchObject({ closed: { BOOL: true }, epoch: { N: '3' } });
  });

  test('a run of force that nobody could tell the other Region of: the next that can says until when writes are suspect', async () => {
    const id = '2026-01-31T11:00:00.000Z/run-1';
    const world = new TwoRegions();
    world.hold(STANDBY, 'state/current', { activeRegion: { S: STANDBY }, epoch: { N: '3' }, phase: { S: 'idle' }, suspectRun: { S: id } });
    world.hold(STANDBY, `run/${id}`, {});
    await world.decide();
    expect(world.item(HOME, 'state/current')).toMatchObject({ activeRegion: { S: STANDBY }, epoch: { N: '3' } });
    expect(world.item(STANDBY, 'state/current')).toHaveProperty('suspectRun');
    world.time += 60_000;
    await world.decide();
    expect(world.tables.table('state-of-standby')[`run/${id}`]).toMatchObject({ suspectUntil: { S: new Date(world.time + 60_000).toISOString() } });
    expect(world.item(STANDBY, 'state/current')).not.toHaveProperty('suspectRun');
  });

  test('and one that was overtaken meanwhile says it as the standby', async () => {
    const id = '2026-01-31T11:00:00.000Z/run-1';
    const world = new TwoRegions();
    world.hold(STANDBY, 'state/current', { activeRegion: { S: HOME }, epoch: { N: '4' }, phase: { S: 'idle' }, suspectRun: { S: id } });
    world.answers[`${STANDBY} DescribeAlarms`] = { CompositeAlarms: [{ AlarmName: 'decision', StateValue: 'OK' }] };
    await world.decide();
    expect(world.item(STANDBY, 'state/current')).not.toHaveProperty('suspectRun');
  });

  test('a Region that does not answer is told later', async () => {
    const world = taken();
    world.answers[`${HOME} GetItem`] = UNREACHABLE;
    await expect(world.decide()).resolves.toMatchObject({ verdict: 'nothing' });
    expect(world.logged).toContainEqual(expect.objectContaining({ message: 'the other Region was not told' }));
    delete world.answers[`${HOME} GetItem`];
    await world.decide();
    expect(world.item(HOME, 'state/current')).toMatchObject({ epoch: { N: '7' } });
  });

  test('a Region that knows of a later epoch is told nothing, even if it learns of it in between', async () => {
    const world = taken();
    world.answers[`${HOME} GetItem`] = [{ Item: { activeRegion: { S: HOME }, epoch: { N: '6' } } }, {}];
    world.hold(HOME, 'state/current', { activeRegion: { S: HOME }, epoch: { N: '8' } });
    await world.decide();
    expect(world.item(HOME, 'state/current')).toMatchObject({ activeRegion: { S: HOME }, epoch: { N: '8' } });
    expect(world.logged).toContainEqual({ message: 'duty overtaken', what: 'tell-peer', region: HOME });
  });

  test('with a forced run home whose standby returns: opens that latch, sees it open, opens its own, and says so', async () => {
    const world = new TwoRegions(settingsOf(HOME));
    const closed = { closed: { BOOL: true }, updatedAt: { S: '2026-01-31T11:00:00Z' } };
    world.hold(HOME, 'state/current', { activeRegion: { S: HOME }, epoch: { N: '7' } });
    world.hold(HOME, 'latch/traffic', { ...closed, epoch: { N: '7' } });
    world.hold(STANDBY, 'state/current', { activeRegion: { S: STANDBY }, epoch: { N: '6' } });
    world.hold(STANDBY, 'latch/traffic', { ...closed, epoch: { N: '6' } });
    const done = async () => {
      const before = world.logged.length;
      await world.decide();
      world.time += 60_000;
      return world.logged.slice(before).filter(({ what }) => what).map(({ message, what }) => [message, what]);
    };
    const alarm = (StateValue: string) => { world.answers[`${STANDBY} DescribeAlarms`] = { MetricAlarms: [{ AlarmName: 'latch-of-peer', StateValue }] }; };
    await expect(done()).resolves.toEqual([['duty done', 'tell-peer'], ['duty done', 'open-latch-of-peer']]);
    const waits = [['duty waits: the latch of the other Region is not published as open', 'open-reverse-latch']];
    alarm('ALARM');
    await expect(done()).resolves.toEqual(waits);
    alarm('INSUFFICIENT_DATA');
    await expect(done()).resolves.toEqual(waits);
    world.answers[`${STANDBY} DescribeAlarms`] = {};
    await expect(done()).resolves.toEqual(waits);
    expect(world.item(HOME, 'latch/traffic')).toMatchObject({ closed: { BOOL: true } });
    alarm('OK');
    await expect(done()).resolves.toEqual([['duty done', 'open-reverse-latch']]);
    expect(world.item(HOME, 'latch/traffic')).toMatchObject({ closed: { BOOL: false } });
    await expect(done()).resolves.toEqual([['duty done', 'note-latch']]);
    expect(world.item(STANDBY, 'latch/peer')).toMatchObject({ closed: { BOOL: false }, epoch: { N: '7' } });
    await expect(done()).resolves.toEqual([]);
  });

  test('without a name there is no alarm to wait for', async () => {
    const world = new TwoRegions(settingsOf(HOME, { latchAlarmsOfPeer: [] }));
    world.hold(HOME, 'state/current', { activeRegion: { S: HOME }, epoch: { N: '7' } });
    world.hold(HOME, 'latch/traffic', { closed: { BOOL: true }, epoch: { N: '7' }, updatedAt: { S: '2026-01-31T11:00:00Z' } });
    world.hold(STANDBY, 'state/current', { activeRegion: { S: HOME }, epoch: { N: '7' } });
    world.hold(STANDBY, 'latch/peer', { closed: { BOOL: true }, epoch: { N: '7' }, updatedAt: { S: '2026-01-31T11:00:00Z' } });
    await world.decide();
    expect(world.item(HOME, 'latch/traffic')).toMatchObject({ closed: { BOOL: false } });
  });

  test('a run to the other Region that died, with the writer there and that Region dead: the Region takes over by force', async () => {
    const world = regionLost(settingsOf(HOME));
    world.hold(HOME, 'state/current', { activeRegion: { S: HOME }, epoch: { N: '2' }, armed: { BOOL: true } });
    world.hold(HOME, 'lock/run', lockItem(STANDBY, -1));
    await expect(world.decide()).resolves.toEqual({ verdict: 'forced', reason: 'region-dead' });
    expect(publishedBy(world)).toEqual({ Verdict: 2, HeldForLost: 1, RunAge: 0 });
  });
});

import type { Observation, ProbeTarget } from '../../../src/detection/handlers/endpoint-probe';
import type { Surroundings } from '../../../src/detection/handlers/probe-rounds';
import { probeRounds } from '../../../src/detection/handlers/probe-rounds';

const HOME: ProbeTarget = { region: 'eu-west-1', probe: 'shallow', url: 'https://api-eu-west-1.example.com/health' };
const STANDBY: ProbeTarget = { region: 'eu-central-1', probe: 'shallow', url: 'https://api-eu-central-1.example.com/health' };
const START = Date.UTC(2026, 0, 1);

/** A world whose clock moves only when somebody waits or an endpoint takes its time. */
class World implements Surroundings {
  public clock = START;
  public readonly published: [seconds: number, observations: Observation[]][] = [];
  public readonly logged: object[] = [];
  public lostRounds: number[] = [];

  constructor(private readonly answerSeconds: number, private readonly down: readonly string[] = []) {}

  public readonly now = () => this.clock;

  public readonly wait = async (milliseconds: number) => {
    expect(milliseconds).toBeGreaterThanOrEqual(0);
    this.clock += milliseconds;
  };

  public readonly ask = async (url: string) => {
    const asked = this.clock;
    await Promise.resolve();
    this.clock = asked + this.answerSeconds * 1000;
    return { status: this.down.some(name => url.includes(name)) ? 503 : 200, body: '' };
  };

  public readonly publish = async (observations: Observation[], at: Date) => {
    if (this.lostRounds.includes(this.published.length)) {
      this.lostRounds = this.lostRounds.slice(1);
      throw new Error('Throttling');
    }
    this.published.push([(at.getTime() - START) / 1000, observations]);
  };

  public readonly log = (entry: object) => {
    this.logged.push(entry);
  };
}

describe('the rounds of a minute', () => {
  test('every ten seconds, however long the endpoints take', async () => {
    for (const answerSeconds of [0, 1, 6]) {
      const world = new World(answerSeconds);
      await probeRounds([HOME, STANDBY], world);
      expect(world.published.map(([seconds]) => seconds)).toEqual([0, 10, 20, 30, 40, 50]);
    }
  });

  test('a round that takes longer than ten seconds is followed by the next at once', async () => {
    const world = new World(11);
    await probeRounds([HOME], world);
    expect(world.published.map(([seconds]) => seconds)).toEqual([0, 11, 22, 33, 44, 55]);
  });

  test('every target is seen in every round, and failures are logged with their cause', async () => {
    const world = new World(1, ['eu-central-1']);
    await probeRounds([HOME, STANDBY], world);
    for (const [, observations] of world.published) {
      expect(observations).toEqual([{ target: HOME, failure: undefined }, { target: STANDBY, failure: 'status 503' }]);
    }
    expect(world.logged).toEqual(Array(6).fill({
      message: 'endpoint failed', region: 'eu-central-1', probe: 'shallow', url: STANDBY.url, cause: 'status 503',
    }));
  });

  test('a round that is not published does not stop the others, and the call says in the end that it was lost', async () => {
    const world = new World(1);
    world.lostRounds = [1, 3];
    const error = await probeRounds([HOME], world).catch(each => each);
    expect(error.name).toBe('ObservationsLost');
    expect(error.message).toBe('the observations of 2 of 6 rounds were not published');
    expect(error.cause).toEqual(new Error('Throttling'));
    expect(world.published.map(([seconds]) => seconds)).toEqual([0, 20, 30, 50]);
    expect(world.logged).toEqual([
      { message: 'observations not published', at: '2026-01-01T00:00:10.000Z', cause: 'Error: Throttling' },
      { message: 'observations not published', at: '2026-01-01T00:00:40.000Z', cause: 'Error: Throttling' },
    ]);
  });
});

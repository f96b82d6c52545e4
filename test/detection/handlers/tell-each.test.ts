import { NobodyTold, tellEach } from '../../../src/detection/handlers/tell-each';

const REGIONS = ['eu-west-1', 'eu-central-1'];

describe('telling each Region', () => {
  test('side by side', async () => {
    const told: string[] = [];
    let release = () => {};
    const first = new Promise<void>(resolve => { release = resolve; });
    const telling = tellEach(REGIONS, async region => {
      if (region === 'eu-west-1') {
        await first;
      }
      told.push(region);
      release();
    }, fail);
    await telling;
    expect(told).toEqual(['eu-central-1', 'eu-west-1']);
  });

  test('one that is lost keeps the other from nothing, and is logged', async () => {
    const log = jest.fn();
    const told: string[] = [];
    await tellEach(REGIONS, async region => {
      if (region === 'eu-west-1') {
        throw new Error('black hole');
      }
      told.push(region);
    }, log);
    expect(told).toEqual(['eu-central-1']);
    expect(log.mock.calls).toEqual([[{ message: 'region not told', region: 'eu-west-1', cause: 'Error: black hole' }]]);
  });

  test('when none can be told, that is an error with a name', async () => {
    const cause = new Error('no network');
    const telling = tellEach(REGIONS, async () => { throw cause; }, jest.fn());
    await expect(telling).rejects.toThrow(NobodyTold);
    await expect(telling).rejects.toMatchObject({ name: 'NobodyTold', message: 'eu-west-1, eu-central-1 did not take the observations', cause });
  });
});

function fail(entry: object): void {
  throw new Error(JSON.stringify(entry));
}

import { Stack } from 'aws-cdk-lib';
import { detectionSettings } from '../../src/detection/detection-rules';
import { EndpointProbes } from '../../src/detection/endpoint-probes';
import type { DrTopology } from '../../src/topology';

const settingsOf = (options: Parameters<typeof detectionSettings>[2], witnessRegion?: string) =>
  detectionSettings(new Stack(undefined, 'Detection'), { witnessRegion } as DrTopology, options);

describe('the settings of a detection', () => {
  test('are shallow probes of which five must fail, seen by no witness, where nothing is said', () => {
    const { probes, ...others } = settingsOf({}, 'eu-north-1');
    expect(probes.name).toBe('shallow');
    expect(others).toEqual({ datapointsToAlarm: 5, witness: undefined });
    expect(settingsOf({ witness: false }, 'eu-north-1').witness).toBeUndefined();
  });

  test.each([1, 6])('are what is given: %d of six probes is in the limits', datapointsToAlarm => {
    const probes = EndpointProbes.deep('/deep', { searchString: 'ok' });
    expect(settingsOf({ probes, datapointsToAlarm, witness: true }, 'eu-north-1')).toEqual({ probes, datapointsToAlarm, witness: 'eu-north-1' });
  });
});

describe('law 6: a detection refuses', () => {
  test.each([0, 7, 2.5, NaN])('%d probes that must fail', datapointsToAlarm => {
    expect(() => settingsOf({ datapointsToAlarm })).toThrow(`[Detection] datapointsToAlarm = ${datapointsToAlarm}: the alarms look at 6 probes in a row, `
      + 'of which a whole number from 1 to 6 must fail. Leave it out for 5, or write 4 to notice ten seconds earlier.');
  });

  test.each([
    [EndpointProbes.deep('deep'), /probes\.path = "deep"/],
    [EndpointProbes.deep('/deep', { searchString: '' }), /probes\.searchString = a text of 0 characters/],
  ])('a deep probe that no prober could make', (probes, message) => {
    expect(() => settingsOf({ probes })).toThrow(message);
  });

  test.each([
    ['where nothing is probed', EndpointProbes.none(), 'eu-north-1', 'the witness makes the probes that the Regions make'],
    ['without a third Region', EndpointProbes.shallow(), undefined, 'a witness looks from a third Region, and the topology has none'],
  ])('a witness %s', (_, probes, region, rule) => {
    expect(() => settingsOf({ probes, witness: true }, region)).toThrow(`[Detection] witness = true: ${rule}`);
    expect(() => settingsOf({ probes }, region)).not.toThrow();
  });
});

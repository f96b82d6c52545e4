import { OptionError, optionsOf, USAGE } from './options';
import { asksForHelp } from '../../support/asks-for-help';

function read(...args: string[]): { readonly name: string; readonly seed: number } {
  const { scenario: { name }, seed } = optionsOf(args);
  return { name, seed };
}

describe('the options of the demo', () => {
  test('a Region is lost when nothing is asked for', () => {
    expect(read()).toEqual({ name: 'region-loss', seed: 7 });
  });

  test.each(['region-loss', 'false-alarm', 'planned-switchover'])('the scenario %s can be asked for', name => {
    expect(read('--scenario', name).name).toBe(name);
    expect(read(`--scenario=${name}`).name).toBe(name);
  });

  test('a seed goes before that of the scenario', () => {
    expect(read('--scenario', 'false-alarm', '--seed', '41')).toEqual({ name: 'false-alarm', seed: 41 });
    expect(read('--seed', '0').seed).toBe(0);
  });

  test('what there is can be asked for', () => {
    expect([[], ['--seed', '3'], ['--help'], ['--seed', '3', '-h']].map(asksForHelp)).toEqual([false, false, true, true]);
    expect(USAGE).toContain('--scenario region-loss|');
  });

  test.each([
    [['--scenario', 'meteorite'], 'There is no scenario "meteorite". Choose one of region-loss, false-alarm, planned-switchover.'],
    [['--scenario', ''], 'There is no scenario "". Choose one of'],
    [['--seed', 'many'], 'The seed "many" is not a whole number from 0 to 4294967295.'],
    [['--seed', '1.5'], 'The seed "1.5" is not a whole number'],
    [['--seed', '4294967296'], 'The seed "4294967296" is not a whole number'],
    [['--scenari', 'region-loss'], 'Unknown option \'--scenari\''],
    [['region-loss'], 'Unexpected argument \'region-loss\''],
    [['--scenario'], 'argument missing'],
  ])('%j is refused, with what there is', (args, message) => {
    expect(() => optionsOf(args)).toThrow(OptionError);
    expect(() => optionsOf(args)).toThrow(message);
    expect(() => optionsOf(args)).toThrow('npm run demo -- [--scenario region-loss|false-alarm|planned-switchover] [--seed N]');
  });
});

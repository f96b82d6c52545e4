import { readApp } from './app-tree';
import { inventoryOf } from './inventory';
import { HOME, STANDBY, standInApp } from './stand-in';
import { renderAcknowledgements, renderFailures, renderInventory, renderWarnings } from './summary';
import { COLUMNS } from './text';

const FINDING = { validator: 'Rules', rule: 'R1', severity: 'error', message: 'Too open', constructPath: 'Stack/Bucket', properties: [] };

describe('the inventory', () => {
  const app = standInApp();
  app.synth();
  const tree = readApp(app);
  const regions = inventoryOf(tree);
  const stackOf = (name: string) => regions.flatMap(({ stacks }) => stacks).find(stack => stack.name.includes(name))!;

  test('lists the home Region first, then the standby, then what both share', () => {
    expect(regions.map(({ name, role }) => `${name}: ${role}`)).toEqual([
      `${HOME}: home Region`, `${STANDBY}: standby Region`, 'us-east-1: shared by both Regions',
    ]);
  });

  test('counts every resource of every template once', () => {
    const inTrees = tree.stacks.reduce((sum, { resources }) => sum + resources.length, 0);

    expect(regions.reduce((sum, region) => sum + region.resources, 0)).toBe(inTrees);
    expect(regions.flatMap(({ stacks }) => stacks).map(({ name }) => name).sort()).toEqual(tree.stacks.map(({ name }) => name).sort());
    for (const { resources, services } of regions.flatMap(({ stacks }) => stacks)) {
      expect(services.reduce((sum, { count }) => sum + count, 0)).toBe(resources);
    }
  });

  test('names services, the most numerous first, and custom resources as such', () => {
    expect(stackOf(`data-${HOME}`).services[0]).toEqual({ name: 'RDS', count: 4 });
    expect(stackOf(`link-${STANDBY}`).services).toEqual([{ name: 'custom resources', count: 1 }]);
  });

  test('shows stacks in the order of their deployment, and only the dependencies that no other implies', () => {
    expect(stackOf(`data-${HOME}`).waitsFor).toEqual([stackOf(`foundation-${HOME}`).name]);
    expect(stackOf(`foundation-${HOME}`).waitsFor).toEqual([stackOf(`foundation-${STANDBY}`).name]);
    const home = regions[0].stacks.map(({ name }) => name);
    expect(home.indexOf(stackOf(`foundation-${HOME}`).name)).toBeLessThan(home.indexOf(stackOf(`recovery-${HOME}`).name));
  });

  test('is printed in lines that fit, without control characters', () => {
    const lines = renderInventory(regions);

    expect(lines.filter(line => line.length > COLUMNS)).toEqual([]);
    expect(lines.join('\n')).not.toMatch(/[^\n\x20-\x7e]/);
    expect(lines).toContainEqual(expect.stringMatching(/^Payments-default-data-eu-west-1 +\d+ resources$/));
    expect(lines).toContainEqual('    after Payments-default-foundation-eu-west-1');
  });
});

test('a failure shows its rule and message once, then every construct and property', () => {
  const lines = renderFailures([
    FINDING,
    { ...FINDING, constructPath: 'Stack/Other', properties: ['Properties.Name'], fix: 'Close it' },
    { ...FINDING, rule: 'R2', constructPath: '' },
  ]);

  expect(lines.filter(line => line.startsWith('R'))).toEqual([expect.stringMatching(/^R1 +Rules, error$/), expect.stringMatching(/^R2 +Rules, error$/)]);
  expect(lines.filter(line => line.includes(' at '))).toEqual(['  at Stack/Bucket', '  at Stack/Other (Properties.Name)', '  at the app']);
});

test('a failure shows its remedy', () => {
  expect(renderFailures([{ ...FINDING, fix: 'Close it' }])).toContain('  Remedy: Close it');
});

test('warnings are shown by id, with how often and how their text begins', () => {
  const long = { ...FINDING, message: 'word '.repeat(100) };
  const lines = renderWarnings([long, long, { ...FINDING, rule: 'R2' }]);

  expect(lines).toEqual([
    expect.stringMatching(/^ {2}R1 +2 times$/), expect.stringMatching(/^ {4}word /), expect.stringMatching(/ \.\.\.$/), '  R2', '    Too open',
  ]);
  expect(lines.filter(line => line.length > COLUMNS)).toEqual([]);
});

test('rules set aside are shown once, with each reason', () => {
  const lines = renderAcknowledgements([
    { rule: 'IAM5[Resource::*]', reason: 'no ARN', constructPath: 'A' },
    { rule: 'IAM5[Resource::arn]', reason: 'no ARN', constructPath: 'B' },
    { rule: 'IAM5[Action::*]', reason: 'all of them', constructPath: 'B' },
    { rule: 'EC1', reason: 'public', constructPath: 'B' },
  ]);

  expect(lines).toEqual(['  EC1', '    public', expect.stringMatching(/^ {2}IAM5 +3 times$/), '    no ARN', '    all of them']);
});

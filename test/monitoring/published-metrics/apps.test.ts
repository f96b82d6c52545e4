import type { App } from 'aws-cdk-lib';
import { alarmUses } from './alarm-uses';
import { templatesOf } from './app-templates';
import { findings } from './findings';
import type { Existing } from './named-resources';
import { watchedApp } from './watched-app';
import { widgetUses } from './widget-uses';
import { everyOption } from '../../app/every-option';
import { paymentsApp } from '../../app/payments-app';
import { PRIMARY, SECONDARY } from '../../support/environment';

const UNBUNDLED = { context: { 'aws:cdk:bundling-stacks': [] } };

/** The metrics of the team itself, of which AWS says nothing. */
const OF_THE_TEAM = 'no fact is known of the namespace Payments';

/** What the app adopts: a database of the team, and a table whose standby replica is in the template of the next stage. */
const ADOPTED: Existing = { ledger: ['us-east-1'], carts: ['us-east-1', 'us-west-2'] };

describe.each<[string, () => App, string[], Existing]>([
  ['the payments app', () => paymentsApp(UNBUNDLED), ['us-east-1', 'us-west-2'], {}],
  ['the app with every option of the stores', () => everyOption(UNBUNDLED), ['us-east-1', 'us-west-2'], ADOPTED],
  ['an app in which everything is watched, with no Region in us-east-1', watchedApp, [PRIMARY, SECONDARY], {}],
])('%s', (_title, build, regions, existing) => {
  const templates = templatesOf(build());

  test('MON-20: every alarm and widget names metrics that exist, under these dimensions, in this Region', () => {
    expect(findings(templates, existing).filter(({ fault }) => fault !== OF_THE_TEAM)).toEqual([]);
  });

  test('MON-20: alarms and widgets are read: in both Regions there are some', () => {
    for (const region of regions) {
      for (const uses of [alarmUses(templates), widgetUses(templates)]) {
        expect(uses.filter(use => use.region === region).length).toBeGreaterThan(3);
      }
    }
  });
});

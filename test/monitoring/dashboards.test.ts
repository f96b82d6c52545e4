import { Duration, Lazy } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { healthSignal, dashboardOf, graphsOf } from './monitored';
import type { DrTopology, HealthSignal, IRecoverable } from '../../src';
import { StackLayer } from '../../src';
import { AlertSeverity, DashboardSection, DrMonitoring } from '../../src/monitoring';
import { statusLine } from '../../src/monitoring/status-line';
import { RecoveryState } from '../../src/recovery/regional-state/recovery-state';
import { exampleSignal, ExampleStore } from '../recovery/example-store';
import { createdTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

function monitored(recoverables: (topology: DrTopology) => IRecoverable[] = () => []): { topology: DrTopology; monitoring: DrMonitoring } {
  const topology = createdTopology();
  return { topology, monitoring: new DrMonitoring(topology, 'Monitoring', { topology, recoverables: recoverables(topology) }) };
}

/** A topology with signals of `checkout`. */
function withSignals(signals: (topology: DrTopology) => HealthSignal[]): DrTopology {
  const { topology, monitoring } = monitored();
  monitoring.addSignals('checkout', signals(topology));
  return topology;
}

const metric = (metricName: string) => new cloudwatch.Metric({
  namespace: 'Payments', metricName, dimensionsMap: { Service: 'checkout' }, statistic: 'Sum', period: Duration.minutes(1),
});

describe('what each dashboard shows', () => {
  test('MON-22: the signals of both Regions, its own Region first, each metric with the Region that publishes it', () => {
    const { topology } = monitored(t => [
      new ExampleStore(t),
      new ExampleStore(t, {
        id: 'bucket-documents',
        replicationSignals: () => [exampleSignal(t.secondary, { id: 'objects', unit: Duration.seconds(1), threshold: Duration.minutes(15) })],
      }),
    ]);
    const lag = (region: string, label = `lag-in-${region}`) => ['AWS/RDS', 'AuroraGlobalDBRPOLag', 'DBClusterIdentifier', `orders-${region}`,
      { label, period: 60, region, stat: 'Maximum' }];
    const database = (region: string) => graphsOf(topology.regions.find(({ name }) => name === region)!, 'database-main');
    const [left, right, ...more] = database(PRIMARY);
    expect([left, right].map(({ properties }) => [properties.title, properties.region, properties.metrics])).toEqual([
      [`database-main, ${PRIMARY}: Lag in ms`, PRIMARY, [lag(PRIMARY)]],
      [`database-main, ${SECONDARY}: Lag in ms`, SECONDARY, [lag(SECONDARY)]],
    ]);
    expect([left.x, right.x, right.y, more]).toEqual([0, 12, left.y, []]);
    for (const region of topology.regions) {
      expect(graphsOf(region, 'bucket-documents').map(({ properties }) => [properties.region, properties.metrics])).toEqual([
        [SECONDARY, [lag(SECONDARY, 'objects')]],
      ]);
    }
  });

  test('MON-22: what is measured alike stands side by side, the dashboard\'s own Region at the left', () => {
    const topology = withSignals(t => t.regions.map(region => healthSignal(region)));
    for (const region of topology.regions) {
      const [left, right, ...more] = graphsOf(region, 'checkout');
      expect(more).toEqual([]);
      expect([left.properties.region, left.x, left.width]).toEqual([region.name, 0, 12]);
      expect([right.properties.region, right.x, right.y]).toEqual([region.peer.name, 12, left.y]);
    }
  });

  test('MON-22: signals of a source, Region and title share a graph, with the limit of each', () => {
    const topology = withSignals(t => [
      healthSignal(t.primary, { axisLabel: 'per minute' }),
      healthSignal(t.primary, {
        id: 'lost',
        metric: metric('Lost'),
        alarm: {
          threshold: 1,
          comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          treatMissingData: cloudwatch.TreatMissingData.MISSING,
          severity: AlertSeverity.CRITICAL,
        },
      }),
      healthSignal(t.primary, { id: 'shown', metric: metric('Shown'), alarm: undefined }),
      healthSignal(t.primary, { id: 'apart', metric: metric('Apart'), graph: 'Another graph', alarm: undefined }),
    ]);
    const [shared, apart, ...more] = graphsOf(topology.primary, 'checkout');
    expect(more).toEqual([]);
    expect(shared.properties).toMatchObject({
      title: `checkout, ${PRIMARY}: Refused payments`,
      metrics: ['Refused', 'Lost', 'Shown'].map(name => ['Payments', name, 'Service', 'checkout', expect.anything()]),
      annotations: {
        horizontal: [
          { value: 10, label: 'refused above 10', color: cloudwatch.Color.ORANGE, yAxis: 'left' },
          { value: 1, label: 'lost at least 1', color: cloudwatch.Color.RED, yAxis: 'left' },
        ],
      },
      yAxis: { left: { label: 'per minute', showUnits: false } },
    });
    expect(shared.properties.yAxis).not.toHaveProperty('left.min');
    expect(apart.properties.title).toBe(`checkout, ${PRIMARY}: Another graph`);
    expect(apart.properties).not.toHaveProperty('annotations');
  });

  test('law 5: the graph of a lag marks the limit that its alarm uses, and begins at zero', () => {
    const { topology } = monitored(t => [new ExampleStore(t)]);
    const [graph] = graphsOf(topology.primary, 'database-main');
    expect(graph.properties.annotations).toEqual({ horizontal: [expect.objectContaining({ value: 5000, label: `lag-in-${PRIMARY} above 5 seconds` })] });
    expect(graph.properties.yAxis).toEqual({ left: { min: 0, label: 'ms', showUnits: false } });
  });

  test('law 5: the graph of a lag names the unit of its metric', () => {
    const units = [Duration.millis(1), Duration.seconds(1), Duration.minutes(1), Duration.minutes(5)];
    const { topology } = monitored(t => units.map((unit, index) => new ExampleStore(t, {
      id: `store-${index}`, replicationSignals: () => [exampleSignal(t.primary, { unit })],
    })));
    expect(units.map((_, index) => graphsOf(topology.primary, `store-${index}`)[0].properties.yAxis)).toMatchObject(
      ['ms', 's', 'min', 'x 300000 ms'].map(label => ({ left: { label } })));
  });

  test('MON-22: every part of an expression names its Region, on the dashboard of the other Region, too', () => {
    const failed = new cloudwatch.MathExpression({ expression: '100 * failed / all', usingMetrics: { failed: metric('Failed'), all: metric('All') }, period: Duration.minutes(1) });
    const twice = new cloudwatch.MathExpression({ expression: '2 * share', usingMetrics: { share: failed }, period: Duration.minutes(1) });
    const topology = withSignals(t => [healthSignal(t.primary, { metric: twice })]);
    for (const region of topology.regions) {
      const [graph] = graphsOf(region, 'checkout');
      expect(graph.properties.metrics).toEqual([
        [{ expression: '2 * share', label: 'refused', period: 60 }],
        [{ expression: '100 * failed / all', id: 'share', period: 60, visible: false }],
        ['Payments', 'Failed', 'Service', 'checkout', { id: 'failed', period: 60, region: PRIMARY, stat: 'Sum', visible: false }],
        ['Payments', 'All', 'Service', 'checkout', { id: 'all', period: 60, region: PRIMARY, stat: 'Sum', visible: false }],
      ]);
    }
  });

  test('MON-22: expressions that use one id for different metrics do not meet in a graph', () => {
    const share = (name: string) => new cloudwatch.MathExpression({ expression: 'm / 2', usingMetrics: { m: metric(name) }, period: Duration.minutes(1) });
    const topology = withSignals(t => ['a', 'b', 'c'].map(id => healthSignal(t.primary, { id, metric: id === 'c' ? metric('C') : share(id) })));
    expect(graphsOf(topology.primary, 'checkout').map(({ properties }) => (properties.metrics as unknown[][]).map(each => each.at(-1)))).toEqual([
      [expect.objectContaining({ label: 'a' }), expect.objectContaining({ id: 'm' }), expect.objectContaining({ label: 'c' })],
      [expect.objectContaining({ label: 'b' }), expect.objectContaining({ id: 'm' })],
    ]);
  });

  test('MON-22: what only a stack knows is shown by its alarm in both Regions, and without an alarm in its own', () => {
    const app = testApp();
    const topology = createdTopology(app);
    const monitoring = new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [] });
    const workload = ownStack(app, 'Workload', PRIMARY);
    const unknown = metric('Refused').with({ dimensionsMap: { Service: Lazy.string({ produce: () => 'late' }) } });
    monitoring._addSignals('checkout', [
      healthSignal(topology.primary, { metric: unknown }),
      healthSignal(topology.primary, { id: 'shown', metric: unknown, alarm: undefined }),
      healthSignal(topology.primary, { id: 'alone', metric: unknown, graph: 'Only at home', alarm: undefined }),
    ], { scope: () => workload });
    const [{ Properties: alarm }] = Object.values(templateOf(workload).findResources('AWS::CloudWatch::Alarm', { Properties: { Namespace: 'Payments' } }));
    const byAlarm = {
      type: 'metric',
      properties: {
        title: `checkout, ${PRIMARY}: Refused payments (refused)`,
        view: 'timeSeries',
        region: PRIMARY,
        annotations: { alarms: [`arn:aws:cloudwatch:${PRIMARY}:111111111111:alarm:${alarm.AlarmName}`] },
      },
    };
    expect(graphsOf(topology.secondary, 'checkout')).toEqual([expect.objectContaining(byAlarm)]);
    const [own, alarmGraph, alone] = graphsOf(topology.primary, 'checkout');
    expect(own.properties.metrics).toEqual([['Payments', 'Refused', 'Service', 'late', expect.objectContaining({ label: 'shown' })]]);
    expect(alarmGraph).toMatchObject(byAlarm);
    expect(alone.properties.title).toBe(`checkout, ${PRIMARY}: Only at home`);
  });
});

describe('the status line', () => {
  test('MON-22: each Region says of itself who is active, armed, in which epoch, in a drill, and since when', () => {
    const { topology } = monitored();
    for (const region of topology.regions) {
      const states = dashboardOf(region).widgets.filter(({ properties }) => properties.title?.startsWith('Recovery state, '));
      expect(states.map(({ x, y }) => [x, y])).toEqual([[0, 2], [12, 2]]);
      [region, region.peer].forEach(({ name }, index) => expect(states[index]).toMatchObject({
        type: 'metric',
        properties: {
          view: 'singleValue',
          title: `Recovery state, ${name}`,
          region: name,
          metrics: ['Active', 'Armed', 'Epoch', 'DrillRunning', 'SecondsSinceLastRun'].map(metricName =>
            ['MultiRegionDr/Payments/test', metricName, 'Component', 'recovery-state', expect.objectContaining({ region: name })]),
        },
      }));
    }
  });

  test('MON-22: the alarms of both Regions by ARN, those that page first', () => {
    const { topology } = monitored(t => [new ExampleStore(t)]);
    for (const region of topology.regions) {
      const alarms = dashboardOf(region).widgets.filter(({ type }) => type === 'alarm');
      expect(alarms.map(({ properties }) => [properties.title, properties.sortBy])).toEqual(
        [region, region.peer].map(({ name }) => [`Alarms, ${name}`, 'stateUpdatedTimestamp']));
      [region, region.peer].forEach(({ name }, index) => {
        const arns = alarms[index].properties.alarms as string[];
        const prefix = `arn:aws:cloudwatch:${name}:111111111111:alarm:payments-test-monitoring-`;
        expect(arns.length).toBeGreaterThan(3);
        expect(arns.map(arn => arn.slice(0, prefix.length))).toEqual(arns.map(() => prefix));
        expect(arns[0]).toContain(`${prefix}drill-${name}`);
        expect(arns[1]).toMatch(new RegExp(`monitoring-page-(critical|warning)-${name}`));
      });
    }
  });

  test('MON-22: an alarm widget takes 100 alarms, and no more are given to it', () => {
    const topology = withSignals(t => Array.from({ length: 120 }, (_, index) => healthSignal(t.primary, { id: `refused-${index}` })));
    const [widget] = dashboardOf(topology.primary).widgets.filter(({ type }) => type === 'alarm');
    expect(widget.properties.alarms).toHaveLength(100);
  });
});

test('MON-22: a Region without an alarm has no alarm widget, which would be refused, and the other Region stays where it is', () => {
  const { topology } = monitored();
  const metrics = RecoveryState.of(topology);
  const status = topology.regions.map((region, index) => ({ region, metrics: metrics.forRegion(region), alarmArns: index === 0 ? [] : ['arn'] }));
  const widgets = new cloudwatch.Column(...statusLine(status, []));
  widgets.position(0, 0);
  expect(widgets.toJson().filter(({ type }) => type === 'alarm')).toEqual([expect.objectContaining({ x: 12 })]);
});

describe('sections', () => {
  test('MON-22: they stand in the order in which an operator looks, each with a line that says what to look at', () => {
    const { topology, monitoring } = monitored();
    const sections = Object.values(DashboardSection);
    monitoring.addSignals('checkout', [...sections].reverse().map(section => healthSignal(topology.primary, { id: section, section, graph: section })));
    for (const region of topology.regions) {
      const { widgets } = dashboardOf(region);
      const headings = widgets.filter(({ properties }) => properties.markdown?.startsWith('## '));
      expect(headings.map(({ properties }) => properties.markdown!.split('\n')[0].slice(3).toLowerCase())).toEqual(sections);
      headings.forEach(({ properties }) => expect(properties.markdown).toMatch(/^## \w+\n[^\n]{20,}\.$/));
      expect(headings.map(({ y }) => y)).toEqual(headings.map(({ y }) => y).sort((a, b) => a - b));
      sections.forEach((section, index) => {
        const [graph] = graphsOf(region, 'checkout').filter(({ properties }) => properties.title!.endsWith(`: ${section}`));
        expect(graph.y).toBeGreaterThan(headings[index].y);
        expect(graph.y).toBeLessThan(headings[index + 1]?.y ?? Infinity);
      });
    }
  });

  test('MON-22: a section without a signal is left out', () => {
    const headings = dashboardOf(monitored().topology.primary).widgets.map(({ properties }) => properties.markdown ?? '');
    expect(headings.filter(text => /^## (Replication|Workload)/.test(text))).toEqual([]);
  });

  test('MON-22: the team\'s widgets are in the section of the workload, whenever they come', () => {
    const { topology, monitoring } = monitored();
    const { dashboard } = monitoring.forRegion(topology.primary);
    dashboard.addWidgets();
    dashboard.addWidgets(
      new cloudwatch.TextWidget({ markdown: 'first', width: 6 }),
      new cloudwatch.Column(new cloudwatch.TextWidget({ markdown: 'beside', width: 6 })),
    );
    monitoring.addSignals('bill', [healthSignal(topology.primary, { section: DashboardSection.COST })]);
    const texts = dashboardOf(topology.primary).widgets.map(({ properties, x, y }) => ({ text: properties.markdown ?? properties.title ?? '', x, y }));
    const at = (start: string) => texts.findIndex(({ text }) => text.startsWith(start));
    expect([at('## Workload'), at('first'), at('beside'), at('## Cost'), at('bill, ')].map(index => index - at('## Workload'))).toEqual([0, 1, 2, 3, 4]);
    expect(texts[at('beside')]).toMatchObject({ x: 6, y: texts[at('first')].y });
  });

  test('law 7: a warning of a team\'s widget is given', () => {
    const { topology, monitoring } = monitored();
    const doubtful = new cloudwatch.MathExpression({ expression: 'unknown_id * 2' });
    monitoring.forRegion(topology.primary).dashboard.addWidgets(new cloudwatch.GraphWidget({ left: [doubtful] }));
    expect(Annotations.fromStack(topology.primary.stack(StackLayer.VIEW)).findWarning('*', Match.stringLikeRegexp('unknown_id'))).toHaveLength(1);
  });
});

test('MON-22: a metric without dimensions is shown in both Regions', () => {
  const plain = { toMetricConfig: () => ({ metricStat: { namespace: 'Payments', metricName: 'Lost', period: Duration.minutes(1), statistic: 'Sum' } }) };
  const topology = withSignals(t => [healthSignal(t.primary, { metric: plain })]);
  for (const region of topology.regions) {
    expect(graphsOf(region, 'checkout').map(({ properties }) => properties.metrics)).toEqual([[['Payments', 'Lost', expect.objectContaining({ region: PRIMARY })]]]);
  }
});

test('law 2: the header says which Region is home and from where one looks, never which one is active', () => {
  const { topology } = monitored();
  for (const region of topology.regions) {
    const [header] = dashboardOf(region).widgets;
    expect(header).toMatchObject({ type: 'text', width: 24 });
    expect(header.properties.markdown).toMatch(new RegExp(`^# Payments test, seen from ${region.name}\n`));
    expect(header.properties.markdown).toContain(`Home Region ${PRIMARY}, standby Region ${SECONDARY}.`);
    expect(header.properties.markdown).toContain('has no data while that Region is lost');
    expect(header.properties.markdown).not.toMatch(/active/i);
  }
});

test('law 3: the names differ between the Regions, since an account has each name of a dashboard once', () => {
  const { topology } = monitored();
  expect(dashboardOf(topology.primary).name).toMatch(new RegExp(`^payments-test-monitoring-${PRIMARY}-[0-9a-f]{8}$`));
  expect(dashboardOf(topology.secondary).name).toMatch(new RegExp(`^payments-test-monitoring-${SECONDARY}-[0-9a-f]{8}$`));
});

test('law 1: a dashboard needs nothing of the other Region: its body is text that is known at synthesis', () => {
  const { topology } = monitored(t => [new ExampleStore(t)]);
  const bodies = stacksOf(topology).flatMap(stack => Object.values(templateOf(stack).findResources('AWS::CloudWatch::Dashboard')));
  expect(bodies.map(({ Properties }) => typeof Properties.DashboardBody)).toEqual(['string', 'string']);
});

describe('law 6: what CloudWatch would refuse of a dashboard is refused at synthesis', () => {
  const many = (count: number, make: (index: number) => Partial<HealthSignal>) => (t: DrTopology) =>
    Array.from({ length: count }, (_, index) => healthSignal(t.primary, { id: `s-${index}`, metric: metric(`M${index}`), alarm: undefined, ...make(index) }));

  test.each<[string, (t: DrTopology) => HealthSignal[], RegExp]>([
    ['too many metrics in a graph', many(501, () => ({})), /Dashboard\] widgets = 501 metrics in one widget: a dashboard has at most 500 metrics in one widget\. Show fewer/],
    ['too many metrics', many(2500, index => ({ graph: `g-${index % 10}` })), /widgets = 25\d\d metrics: a dashboard has at most 2500 metrics/],
    ['too many widgets', many(500, index => ({ graph: `g-${index}` })), /widgets = 5\d\d widgets: a dashboard has at most 500 widgets/],
  ])('%s', (_case, signals, message) => {
    const topology = withSignals(signals);
    expect(() => templateOf(topology.primary.stack(StackLayer.RECOVERY))).toThrow(message);
  });

  test('but 500 metrics in a graph are fine', () => {
    const topology = withSignals(many(500, () => ({})));
    expect(graphsOf(topology.primary, 'checkout')[0].properties.metrics).toHaveLength(500);
  });
});

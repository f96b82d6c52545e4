import { readFileSync } from 'fs';
import * as path from 'path';
import { StackLayer } from '../../src';
import { DrMonitoring } from '../../src/monitoring';
import { paymentsApp } from '../app/payments-app';
import { createdTopology, stacksOf, templateOf, TEMPLATES_ONLY } from '../support/environment';

const PAGE = readFileSync(path.join(__dirname, '../../docs/runbooks/alerts.md'), 'utf8');
const TEXT = PAGE.replace(/\s+/g, ' ');

describe('DOC-05: the step after the deployment', () => {
  test('is in the list of runbooks', () => {
    expect(readFileSync(path.join(__dirname, '../../docs/runbooks/README.md'), 'utf8')).toContain('(alerts.md)');
  });

  test('says how to see whether a subscription is confirmed, and what one looks like that is not', () => {
    expect(TEXT).toContain('aws sns list-subscriptions-by-topic --region REGION --topic-arn TOPIC-ARN');
    expect(PAGE).toMatch(/^ +email +on-call@example\.com +PendingConfirmation$/m);
    expect(TEXT).toContain('It is done when no line of any topic in any Region says `PendingConfirmation`.');
  });

  test('MON-26: names every alarm that is in ALARM until it has data, with its severity, and no other', () => {
    const app = paymentsApp(TEMPLATES_ONLY);
    const alarms = stacksOf(app).flatMap(stack => Object.values(templateOf(stack).findResources('AWS::CloudWatch::Alarm', { Properties: { TreatMissingData: 'breaching' } })));
    const told = alarms.map(({ Properties: { AlarmName, AlarmDescription } }) => {
      const [, id] = /((?:publisher|prober|decider)-silent|peering-active|(?:endpoint|record)(?=-[a-z]+-[a-z]+-\d)|backup-completed)/.exec(AlarmName) ?? [undefined, AlarmName];
      return `${id.replace(/^(endpoint|record)$/, '$1-<Region>')} ${/[(](critical|warning): /.exec(AlarmDescription)?.[1]}`;
    });
    const [, table] = PAGE.split('## Expected at the first deployment');
    const listed = [...table.split('Three more have data')[0].matchAll(/^[|] `([^`]+)` [|] (\w+) [|]/gm)].map(([, id, severity]) => `${id} ${severity}`);
    expect(listed).toHaveLength(7);
    expect([...new Set(told)].sort()).toEqual(listed.sort());
  });

  test('MON-26: says how to deploy without waking anybody, and what a drill does not hold back', () => {
    expect(TEXT).toContain('make the first deployment without recipients: leave `alerts` out');
    expect(TEXT).toContain('A drill holds back pages only: not the decision, not the latches, and nothing in us-east-1.');
  });

  test('is done in both Regions and in us-east-1', () => {
    expect(TEXT).toContain('for REGION in HOME-REGION STANDBY-REGION us-east-1; do');
  });

  test('MON-25: says of each kind of subscriber what it waits for, and ends with a message that each has read', () => {
    for (const subscriber of ['e-mail', 'HTTPS', 'SMS', 'chat channel', 'queue or function in the account']) {
      expect(PAGE).toMatch(new RegExp(`^\\| ${subscriber} \\| .+ \\|`, 'm'));
    }
    expect(TEXT).toContain('Send a test** to every topic');
  });

  test('finds the topics by the tags that they have, and names queue and alarm as they are', () => {
    const topology = createdTopology();
    new DrMonitoring(topology, 'Monitoring', { topology, recoverables: [] });
    const template = templateOf(topology.primary.stack(StackLayer.RECOVERY));
    const tags = Object.values(template.findResources('AWS::SNS::Topic')).map(({ Properties }) => Properties.Tags.map(({ Key }: { Key: string }) => Key));
    tags.forEach(keys => expect(keys).toEqual(expect.arrayContaining(['application', 'environment'])));
    expect(TEXT).toContain('Key=application,Values=APPLICATION Key=environment,Values=ENVIRONMENT');
    const names = JSON.stringify(template.toJSON());
    expect([TEXT, names].every(each => /-undelivered-alerts-/.test(each) && /alerts-undelivered/.test(each))).toBe(true);
  });
});

import { AwsSolutionsChecks } from 'cdk-nag';
import { place, templateAt } from './fixture';
import { createOperatorCommands } from '../../../src/recovery/functions/operator-commands';
import { RecoveryNames } from '../../../src/recovery/machinery/recovery-names';
import { PRIMARY, SECONDARY } from '../../support/environment';

const ALARMS = ['decision', 'endpoint'];

function commands() {
  const where = place();
  createOperatorCommands(where.scope, { ...where, signalAlarms: () => ALARMS });
  return where;
}

/** What a command may do beside writing its log, as `service:Action table`. */
function permissionsOf(where: ReturnType<typeof commands>, command: string): string[] {
  const policies = Object.entries(templateAt(where).findResources('AWS::IAM::ManagedPolicy')).filter(([id]) => id.toLowerCase().includes(command));
  return policies.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .filter(({ Action }: any) => !String(Action).startsWith('logs:'))
    .flatMap(({ Action, Resource, Condition }: any) => [Action].flat().map((action: string) =>
      [action, typeof Resource === 'string' ? Resource.split(':')[3] || Resource : 'key', ...Object.values(Condition?.['ForAllValues:StringEquals'] ?? {}).flat()].join(' ')));
}

const KEY = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'];
const COMMON = [`dynamodb:GetItem ${SECONDARY} state latch lock drill`, `dynamodb:UpdateItem ${SECONDARY} state`, ...KEY.map(action => `${action} key`)];

describe('the commands of operators', () => {
  test.each(['disarm', 'acknowledge'])('%s needs its own table and nothing else', command => {
    expect(permissionsOf(commands(), command)).toEqual(COMMON);
  });

  test('arm looks at alarms and at the other Region beside it', () => {
    expect(permissionsOf(commands(), 'arm').filter(permission => !permission.includes('disarm'))).toEqual(expect.arrayContaining([
      ...COMMON, `dynamodb:GetItem ${PRIMARY} state latch lock drill`, `kms:Decrypt ${PRIMARY}`, 'cloudwatch:DescribeAlarms *',
    ]));
  });

  test('are a function each, by literal names, told what to do', () => {
    const where = commands();
    const names = new RecoveryNames(where.topology, where.region);
    const functions = Object.values(templateAt(where).findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);
    const told = functions.map(({ FunctionName, Timeout, VpcConfig, Environment }) => {
      const { command, signalAlarms, region, peer, home } = JSON.parse(Environment.Variables.OPERATOR_SETTINGS);
      return { FunctionName, Timeout, VpcConfig, command, signalAlarms, region, peer, home };
    });
    const common = { Timeout: 60, VpcConfig: undefined, region: SECONDARY, peer: PRIMARY, home: PRIMARY };
    expect(told).toEqual(expect.arrayContaining([
      { ...common, FunctionName: names.functionName('arm'), command: 'arm', signalAlarms: ALARMS },
      { ...common, FunctionName: names.functionName('disarm'), command: 'disarm', signalAlarms: [] },
      { ...common, FunctionName: names.functionName('acknowledge'), command: 'acknowledge', signalAlarms: [] },
    ]));
    expect(told.length).toBe(3);
  });

  test('their wildcards are stated', () => {
    const { scope } = commands();
    expect(new AwsSolutionsChecks(scope.node.root).validateScope(scope.node.root).violations).toEqual([]);
  });
});

import { Duration } from 'aws-cdk-lib';
import { functionOf, place, statementsOf, templateAt } from './fixture';
import { createTrafficVerifier } from '../../../src/recovery/functions/traffic-verifier';

const NAME = { ownName: 'api-eu-central-1.example.com', peerName: 'api-eu-west-1.example.com', url: 'https://api.example.com/health' };

function verifier(timeout?: Duration) {
  const where = place();
  const names: { [domainName: string]: typeof NAME } = {};
  createTrafficVerifier(where.scope, where, () => names, timeout);
  names['api.example.com'] = NAME;
  return templateAt(where);
}

describe('the function that sees where clients are led', () => {
  test('is told of names that were added after it was made', () => {
    const { Timeout, VpcConfig, Environment } = functionOf(verifier());
    expect({ Timeout, VpcConfig }).toEqual({ Timeout: 60, VpcConfig: undefined });
    expect(JSON.parse(Environment.Variables.VERIFIER_SETTINGS)).toEqual({ region: 'eu-central-1', names: { 'api.example.com': NAME } });
    expect(functionOf(verifier(Duration.seconds(30))).Timeout).toBe(30);
  });

  test('may write its log, and nothing else', () => {
    expect(statementsOf(verifier()).flatMap(({ Action }) => Action)).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  });
});

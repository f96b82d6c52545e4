import { Match } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { KeyPurpose, StackLayer } from '../../src';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, stacksOf, templateOf, testApp } from '../support/environment';

const WITNESS = 'eu-north-1';

describe('the stack of the witness Region', () => {
  test('is created when it is first needed, in that Region and account, and waits for no layer of recovery', () => {
    const topology = createdTopology(testApp(), { witnessRegion: WITNESS });
    expect(stacksOf(topology)).toHaveLength(0);
    const stack = topology.witnessStack;
    expect([stack.stackName, stack.region, stack.account]).toEqual([`Payments-test-witness-${WITNESS}`, WITNESS, ACCOUNT]);
    expect(topology.witnessStack === stack).toBe(true);
    const [foundation, recovery, edge] = [StackLayer.FOUNDATION, StackLayer.RECOVERY, StackLayer.EDGE].map(layer => topology.secondary.stack(layer));
    expect(stack.dependencies.map(({ stackName }) => stackName)).toEqual([foundation.stackName]);
    expect(recovery.dependencies.map(({ stackName }) => stackName)).toEqual([foundation.stackName]);
    expect(edge.dependencies.map(({ stackName }) => stackName)).toContain(stack.stackName);
  });

  test('may be handed over', () => {
    const app = testApp();
    const witnessStack = ownStack(app, 'Witness', WITNESS);
    expect(handedOverTopology(app, { witnessRegion: WITNESS, witnessStack }).witnessStack === witnessStack).toBe(true);
  });

  test('says which role its Region has', () => {
    const topology = createdTopology(testApp(), { witnessRegion: WITNESS });
    topology._keyIn({ name: WITNESS }, KeyPurpose.LOGS);
    templateOf(topology.witnessStack).hasResourceProperties('AWS::KMS::Key', {
      Tags: Match.arrayWith([{ Key: 'application', Value: 'Payments' }, { Key: 'region-role', Value: 'witness' }]),
    });
  });

  test.each<[string, () => unknown, string]>([
    ['without a witness Region', () => createdTopology().witnessStack, 'Give the topology a witnessRegion'],
    ['not handed over', () => handedOverTopology(testApp(), { witnessRegion: WITNESS }).witnessStack,
      `what looks at both Regions from the witness Region needs a stack in ${WITNESS}. Give DrTopology.fromStacks a "witnessStack" with env.region "${WITNESS}"`],
    ['handed over without a witness Region', () => {
      const app = testApp();
      return handedOverTopology(app, { witnessStack: ownStack(app, 'Witness', WITNESS) });
    }, 'witnessStack: what looks at both Regions from a third one needs to be told which. Give the topology a witnessRegion'],
    ['handed over in another Region', () => {
      const app = testApp();
      return handedOverTopology(app, { witnessRegion: WITNESS, witnessStack: ownStack(app, 'Witness', 'eu-west-3') });
    }, `expected a stack in ${ACCOUNT}/${WITNESS}`],
    ['asked of one of the two Regions', () => createdTopology().primary.stack(StackLayer.WITNESS), 'Use DrTopology.witnessStack'],
  ])('is refused %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('the keys of the witness Region', () => {
  test('one per purpose, named after the witness', () => {
    const topology = createdTopology(testApp(), { witnessRegion: WITNESS });
    const key = topology._keyIn({ name: WITNESS }, KeyPurpose.LOGS);
    expect(topology._keyIn({ name: WITNESS }, KeyPurpose.LOGS) === key).toBe(true);
    expect(topology._keyIn({ name: WITNESS }, KeyPurpose.NOTIFICATIONS) === key).toBe(false);
    expect(key.aliasName).toMatch(new RegExp(`^alias/payments-test-witness-logs-${WITNESS}-[0-9a-f]{8}$`));
    expect(key.key.stack === topology.witnessStack).toBe(true);
  });

  test('in us-east-1 they are other keys than those of what Route 53 keeps there', () => {
    const topology = createdTopology(testApp(), { witnessRegion: 'us-east-1' });
    new Construct(topology.globalStack, 'something');
    const [witness, global] = [topology._keyIn({ name: 'us-east-1' }, KeyPurpose.LOGS), topology._globalKey(KeyPurpose.LOGS)];
    expect(witness.aliasName).not.toBe(global.aliasName);
    expect(global.aliasName).toMatch(/^alias\/payments-test-logs-us-east-1-/);
    expect(topology._globalKey(KeyPurpose.LOGS) === global).toBe(true);
  });

  test('those of the two Regions stay what they are', () => {
    const topology = createdTopology(testApp(), { witnessRegion: WITNESS });
    for (const region of topology.regions) {
      expect(topology._keyIn(region, KeyPurpose.LOGS) === topology.encryptionKey(region, KeyPurpose.LOGS)).toBe(true);
    }
  });
});

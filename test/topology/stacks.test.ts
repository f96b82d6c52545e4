import { Aws, NestedStack, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { DrTopology } from '../../src';
import { RegionRole, StackLayer } from '../../src';
import { waveOf } from '../../src/topology/deployment-waves';
import { ACCOUNT, createdTopology, handedOverTopology, ownStack, PRIMARY, SECONDARY, stacksOf, templateOf, testApp } from '../support/environment';

const REGIONAL_LAYERS = Object.values(StackLayer).filter(layer => ![StackLayer.GLOBAL, StackLayer.WITNESS].includes(layer));

/** The topology's stacks, all of them, asked for in an order unlike that of the waves. */
function allStacks(topology: DrTopology): Stack[] {
  const regional = [...REGIONAL_LAYERS].reverse().flatMap(layer => topology.regions.map(region => region.stack(layer)));
  return [topology.globalStack, ...regional];
}

function named(stacks: Stack[], name: string): Stack {
  return stacks.find(stack => stack.stackName === `Payments-test-${name}`)!;
}

describe('stacks that the topology creates', () => {
  const topology = createdTopology();
  const stacks = allStacks(topology);

  test('OPS-01: each is top-level, in one concrete Region of the pair or in us-east-1', () => {
    expect(stacksOf(topology)).toHaveLength(13);
    for (const stack of stacks) {
      expect(stack.nestedStackParent).toBeUndefined();
      expect(stack.account).toBe(ACCOUNT);
      expect([PRIMARY, SECONDARY, 'us-east-1']).toContain(stack.region);
      templateOf(stack).resourceCountIs('AWS::CloudFormation::Stack', 0);
    }
    expect(topology.globalStack.region).toBe('us-east-1');
  });

  test('OPS-01: each layer has one stack per Region, created on first use', () => {
    const fresh = createdTopology();
    expect(stacksOf(fresh)).toHaveLength(0);
    const first = fresh.primary.stack(StackLayer.DATA);
    expect(fresh.primary.stack(StackLayer.DATA)).toBe(first);
    expect(fresh.secondary.stack(StackLayer.DATA)).not.toBe(first);
    expect(stacksOf(fresh)).toHaveLength(2);
  });

  test.each([
    [`foundation-${SECONDARY}`, `foundation-${PRIMARY}`],
    [`foundation-${PRIMARY}`, `data-${PRIMARY}`],
    [`data-${PRIMARY}`, `data-${SECONDARY}`],
    [`data-${SECONDARY}`, `recovery-${PRIMARY}`],
    [`data-${SECONDARY}`, `recovery-${SECONDARY}`],
    [`recovery-${PRIMARY}`, `edge-${PRIMARY}`],
    [`recovery-${SECONDARY}`, `edge-${SECONDARY}`],
    [`edge-${PRIMARY}`, 'global-us-east-1'],
    [`edge-${SECONDARY}`, 'global-us-east-1'],
    ['global-us-east-1', `link-${PRIMARY}`],
    [`link-${PRIMARY}`, `link-${SECONDARY}`],
    ['global-us-east-1', `view-${PRIMARY}`],
    ['global-us-east-1', `view-${SECONDARY}`],
  ])('OPS-03: %s is deployed before %s', (earlier, later) => {
    expect(named(stacks, later).dependencies).toContain(named(stacks, earlier));
  });

  test('OPS-03: no stack waits for a stack of its own or a later wave, so the order is acyclic', () => {
    const roles = new Map([[PRIMARY, RegionRole.PRIMARY], [SECONDARY, RegionRole.SECONDARY]]);
    const wave = (stack: Stack) => waveOf({ layer: stack.node.id.split('-')[0] as StackLayer, role: roles.get(stack.region) });
    for (const stack of stacks) {
      expect(wave(stack)).toBeGreaterThanOrEqual(0);
      for (const dependency of stack.dependencies) {
        expect(wave(dependency)).toBeLessThan(wave(stack));
      }
    }
  });

  test('OPS-03: no layer waits for link or view', () => {
    for (const stack of stacks) {
      const late = stack.dependencies.filter(dependency => /^(link|view)/.test(dependency.node.id));
      expect([stack.node.id, late.length > 0]).toEqual([stack.node.id, /^link-eu-central/.test(stack.node.id)]);
    }
  });

  test('OPS-03: an order that a construct asks for is already held by the waves', () => {
    const before = stacks.map(stack => stack.dependencies.length);
    topology.deployBefore(topology.secondary, StackLayer.FOUNDATION, topology.primary, StackLayer.DATA, 'replica key');
    expect(stacks.map(stack => stack.dependencies.length)).toEqual(before);
  });

  test('OPS-05: stack names carry application, environment, layer and Region', () => {
    expect(topology.primary.stack(StackLayer.FOUNDATION).stackName).toBe('Payments-test-foundation-eu-west-1');
    expect(topology.globalStack.stackName).toBe('Payments-test-global-us-east-1');
  });

  test('OPS-13: the zones given for a Region are used without a look-up', () => {
    expect(topology.primary.stack(StackLayer.FOUNDATION).availabilityZones).toEqual(topology.primary.availabilityZones);
  });

  test('OPS-13: without given zones CDK looks them up', () => {
    const app = testApp();
    const other = createdTopology(app, { primary: { region: PRIMARY } });
    expect(other.primary.stack(StackLayer.FOUNDATION).availabilityZones).toEqual(['eu-west-1a', 'eu-west-1b', 'eu-west-1c']);
  });
});

describe('what crosses the Regions', () => {
  /** A value of one stack used in another, in an app whose default strength of references is `flag`. */
  function consume(layer: StackLayer, fromPeer: boolean, flag?: string): string {
    const app = testApp(flag ? { '@aws-cdk/core:defaultCrossStackReferences': flag } : {});
    const topology = createdTopology(app);
    const producer = (fromPeer ? topology.secondary : topology.primary).stack(StackLayer.FOUNDATION);
    const key = new kms.CfnKey(producer, 'Key');
    const consumer = topology.primary.stack(layer);
    new kms.CfnAlias(consumer, 'Alias', { aliasName: 'alias/x', targetKeyId: key.attrArn });
    return JSON.stringify(templateOf(consumer).toJSON());
  }

  test.each([undefined, 'strong', 'weak'])('OPS-04: link reads the other Region by Fn::GetStackOutput, without a custom resource (flag %s)', flag => {
    const template = consume(StackLayer.LINK, true, flag);
    expect(template).toContain('Fn::GetStackOutput');
    expect(template).not.toMatch(/Export(Reader|Writer)/);
  });

  test.each([undefined, 'strong', 'weak'])('OPS-04: inside one Region the other layers use exports, whatever the flag of the app (%s)', flag => {
    for (const layer of [StackLayer.DATA, StackLayer.VIEW]) {
      const template = consume(layer, false, flag);
      expect(template).toContain('Fn::ImportValue');
      expect(template).not.toContain('Fn::GetStackOutput');
    }
  });
});

describe('a value of one Region used in the other', () => {
  function use(layer: StackLayer) {
    const app = testApp();
    const topology = createdTopology(app);
    const key = new kms.CfnKey(topology.primary.stack(StackLayer.FOUNDATION), 'Key');
    new kms.CfnAlias(layer === StackLayer.LINK ? topology.secondary.stack(layer) : ownStack(app, 'Workload', SECONDARY), 'Alias', {
      aliasName: 'alias/x',
      targetKeyId: key.attrArn,
    });
    return () => app.synth();
  }

  test('OPS-04: by a workload is refused, because CDK would put a custom resource into the library\'s stack: the error names both', () => {
    expect(use(StackLayer.FOUNDATION)).toThrow(/a value of stack "Payments-test-foundation-eu-west-1" in eu-west-1 is used in another Region, by "Workload"\. Only names/);
  });

  test('OPS-04: by a link is what links are for', () => {
    expect(use(StackLayer.LINK)).not.toThrow();
  });
});

describe('stacks that the consumer hands over', () => {
  test('OPS-01: one stack per Region may hold every layer', () => {
    const topology = handedOverTopology();
    for (const layer of REGIONAL_LAYERS) {
      expect(topology.primary.stack(layer).stackName).toBe('Primary');
      expect(topology.secondary.stack(layer).stackName).toBe('Secondary');
    }
    expect(topology.account).toBe(ACCOUNT);
    expect(topology.regions.map(region => region.name)).toEqual([PRIMARY, SECONDARY]);
  });

  test('OPS-01: a layer with a stack of its own is put there', () => {
    const app = testApp();
    const data = ownStack(app, 'Data', PRIMARY);
    const topology = handedOverTopology(app, { primary: { foundation: ownStack(app, 'Foundation', PRIMARY), data, link: undefined } });
    expect(topology.primary.stack(StackLayer.DATA)).toBe(data);
    expect(topology.primary.stack(StackLayer.LINK).stackName).toBe('Foundation');
  });

  test('OPS-03: orders that are asked for become stack dependencies', () => {
    const topology = handedOverTopology();
    topology.deployBefore(topology.secondary, StackLayer.FOUNDATION, topology.primary, StackLayer.DATA, 'replica key');
    expect(topology.primary.stack(StackLayer.DATA).dependencies).toEqual([topology.secondary.stack(StackLayer.FOUNDATION)]);
    topology.deployBefore(topology.primary, StackLayer.FOUNDATION, topology.primary, StackLayer.DATA, 'same stack');
    expect(topology.primary.stack(StackLayer.DATA).dependencies).toHaveLength(1);
  });

  test('OPS-03: a sharing that makes a cycle is refused, with the layer to separate', () => {
    const topology = handedOverTopology();
    topology.deployBefore(topology.secondary, StackLayer.FOUNDATION, topology.primary, StackLayer.DATA, 'replica key');
    expect(() => topology.deployBefore(topology.primary, StackLayer.DATA, topology.secondary, StackLayer.DATA, 'member joins'))
      .toThrow('[Payments] secondary.data: stack "Primary" must be deployed before stack "Secondary" (member joins) and after it (replica key). '
        + 'Give the layer a stack of its own: DrTopology.fromStacks(..., { secondary: { foundation, data: ownStack } }).');
  });

  test('OPS-03: a layer that would be both before and after in a stack of its own, too, is not the one to separate', () => {
    const topology = handedOverTopology();
    topology.deployBefore(topology.primary, StackLayer.DATA, topology.secondary, StackLayer.DATA, 'member joins');
    expect(() => topology.deployBefore(topology.secondary, StackLayer.FOUNDATION, topology.primary, StackLayer.DATA, 'vault'))
      .toThrow('[Payments] secondary.data: stack "Secondary" must be deployed before stack "Primary" (vault) and after it (member joins). '
        + 'Give the layer a stack of its own: DrTopology.fromStacks(..., { secondary: { foundation, data: ownStack } }).');
    const other = handedOverTopology();
    other.deployBefore(other.primary, StackLayer.DATA, other.secondary, StackLayer.DATA, 'member joins');
    expect(() => other.deployBefore(other.secondary, StackLayer.DATA, other.primary, StackLayer.LINK, 'routes')).toThrow('[Payments] primary.link: ');
  });

  test('OPS-03: separating the layer that the error names helps', () => {
    const app = testApp();
    const topology = handedOverTopology(app, {
      secondary: { foundation: ownStack(app, 'S', SECONDARY), data: ownStack(app, 'SData', SECONDARY) },
    });
    topology.deployBefore(topology.secondary, StackLayer.FOUNDATION, topology.primary, StackLayer.DATA, 'replica key');
    topology.deployBefore(topology.primary, StackLayer.DATA, topology.secondary, StackLayer.DATA, 'member joins');
    expect(topology.secondary.stack(StackLayer.DATA).dependencies).toContain(topology.primary.stack(StackLayer.DATA));
  });

  test('OPS-03: a cycle with dependencies that the consumer declared, over several stacks, is refused too', () => {
    const app = testApp();
    const [primary, middle, secondary] = [ownStack(app, 'A', PRIMARY), ownStack(app, 'B', PRIMARY), ownStack(app, 'C', SECONDARY)];
    secondary.addStackDependency(middle);
    middle.addStackDependency(primary);
    secondary.addStackDependency(primary);
    const topology = handedOverTopology(app, { primary: { foundation: primary, data: middle }, secondary: { foundation: secondary } });
    expect(() => topology.deployBefore(topology.secondary, StackLayer.FOUNDATION, topology.primary, StackLayer.FOUNDATION, 'keys'))
      .toThrow('primary.foundation: stack "C" must be deployed before stack "A" (keys) and after it (a dependency of the stacks given)');
  });

  test('OPS-03: a search over dependencies shared by several stacks ends', () => {
    const app = testApp();
    const [primary, left, right, base, secondary] = ['P', 'L', 'R', 'Base', 'S'].map(id => ownStack(app, id, id === 'S' ? SECONDARY : PRIMARY));
    primary.addStackDependency(left);
    primary.addStackDependency(right);
    left.addStackDependency(base);
    right.addStackDependency(base);
    const topology = handedOverTopology(app, { primary: { foundation: primary }, secondary: { foundation: secondary } });
    topology.deployBefore(topology.primary, StackLayer.FOUNDATION, topology.secondary, StackLayer.FOUNDATION, 'order');
    expect(secondary.dependencies).toEqual([primary]);
  });

  test('OPS-01: a global stack is asked for when needed, and must be in us-east-1', () => {
    expect(() => handedOverTopology().globalStack).toThrow('Give DrTopology.fromStacks a "globalStack" with env.region "us-east-1"');
    const app = testApp();
    const globalStack = ownStack(app, 'Global', 'us-east-1');
    expect(handedOverTopology(app, { globalStack }).globalStack).toBe(globalStack);
    expect(() => handedOverTopology(testApp(), { globalStack: ownStack(testApp(), 'Global', PRIMARY) }))
      .toThrow(`globalStack = stack in ${ACCOUNT}/${PRIMARY}: expected a stack in ${ACCOUNT}/us-east-1`);
  });

  test('OPS-03: the global layer is ordered like any other, and named in the error', () => {
    const app = testApp();
    const globalStack = ownStack(app, 'Global', 'us-east-1');
    const topology = handedOverTopology(app, { globalStack });
    topology.primary.stack(StackLayer.EDGE).addStackDependency(globalStack);
    expect(() => topology._order({ layer: StackLayer.EDGE, role: RegionRole.PRIMARY }, { layer: StackLayer.GLOBAL }, 'records'))
      .toThrow('primary.edge: stack "Primary" must be deployed before stack "Global"');
  });

  test('OPS-03: where no layer can be separated the error says so', () => {
    const app = testApp();
    const globalStack = ownStack(app, 'Global', 'us-east-1');
    const topology = handedOverTopology(app, { globalStack });
    topology._order({ layer: StackLayer.GLOBAL }, { layer: StackLayer.FOUNDATION, role: RegionRole.SECONDARY }, 'first');
    expect(() => topology._order({ layer: StackLayer.FOUNDATION, role: RegionRole.SECONDARY }, { layer: StackLayer.GLOBAL }, 'second'))
      .toThrow('[Payments] globalStack: stack "Secondary" must be deployed before stack "Global" (second) and after it (first). '
        + 'Give the layers that share these stacks stacks of their own, or remove the dependency.');
  });

  test.each<[string, (app: ReturnType<typeof testApp>) => object, string]>([
    ['stacks without a concrete env', app => ({ primary: { foundation: new Stack(app, 'Agnostic') } }), 'account = not known at synthesis'],
    ['a stack without a concrete Region', app => ({ primary: { foundation: new Stack(app, 'NoRegion', { env: { account: ACCOUNT } }) } }),
      'primary.region = not known at synthesis'],
    ['two stacks in one Region', app => ({ secondary: { foundation: ownStack(app, 'Same', PRIMARY) } }), 'it equals primary.region'],
    ['another account', app => ({ secondary: { foundation: new Stack(app, 'Other', { env: { account: '222222222222', region: SECONDARY } }) } }),
      `secondary.foundation = stack in 222222222222/${SECONDARY}`],
    ['a layer in another Region', app => ({ primary: { foundation: ownStack(app, 'F', PRIMARY), data: ownStack(app, 'D', SECONDARY) } }),
      `primary.data = stack in ${ACCOUNT}/${SECONDARY}: expected a stack in ${ACCOUNT}/${PRIMARY}`],
    ['a layer whose account is not known', app => ({
      primary: { foundation: ownStack(app, 'F', PRIMARY), data: new Stack(app, 'D', { env: { region: PRIMARY, account: Aws.ACCOUNT_ID } }) },
    }), 'primary.data = stack in (not set)/eu-west-1'],
    ['a nested stack', app => ({ primary: { foundation: ownStack(app, 'F', PRIMARY), data: new NestedStack(ownStack(app, 'Parent', PRIMARY), 'N') } }),
      'primary.data = "Parent/N": a nested stack always takes the Region of its parent'],
  ])('OPS-01: %s are refused', (_case, props, message) => {
    const app = testApp();
    expect(() => handedOverTopology(app, props(app))).toThrow(message);
  });
});

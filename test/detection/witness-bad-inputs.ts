import { detectionOn, WITNESS, witnessed } from './witness-fixture';
import { EndpointProbes } from '../../src';
import { seenFromOutside } from '../dns/fixture';
import { badInputs } from '../support/bad-inputs';
import { createdTopology, handedOverTopology, ownStack, testApp } from '../support/environment';

export const WITNESS_BAD_INPUTS = badInputs<() => unknown>({
  construct: 'FailoverDetection, witness',
  path: 'Payments/Detection',
  make: make => make(),
  inputs: [
    {
      title: 'a witness where the topology has no third Region',
      make: () => detectionOn(createdTopology()),
      prop: 'witness',
      value: 'true',
      rule: 'a witness looks from a third Region, and the topology has none',
      remedy: 'Give the topology a witnessRegion, or leave witness out',
    },
    {
      title: 'a witness where nothing is probed',
      make: () => witnessed({ probes: EndpointProbes.none() }),
      prop: 'witness',
      value: 'true',
      rule: 'the witness makes the probes that the Regions make, and probes is EndpointProbes.none()',
      remedy: 'Leave witness out, and let signals of your own say what a third place sees',
    },
    {
      title: 'a witness where metrics tell of both endpoints',
      make: () => detectionOn(createdTopology(testApp(), { witnessRegion: WITNESS }), {}, {
        endpointHealth: { primary: seenFromOutside(), secondary: seenFromOutside() },
      }),
      prop: 'witness',
      value: 'true',
      rule: 'the witness makes the probes that the Regions make, and metrics of yours tell of both endpoints',
      remedy: 'Leave witness out, and let signals of your own say what a third place sees',
    },
    {
      title: 'a witness without a stack, where stacks are handed over',
      make: () => {
        const app = testApp();
        return detectionOn(handedOverTopology(app, { witnessRegion: WITNESS, globalStack: ownStack(app, 'Global', 'us-east-1') }));
      },
      path: 'Payments',
      prop: 'witnessStack',
      rule: `what looks at both Regions from the witness Region needs a stack in ${WITNESS}`,
      remedy: `Give DrTopology.fromStacks a "witnessStack" with env.region "${WITNESS}"`,
    },
  ],
});

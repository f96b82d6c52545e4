import { MUTANTS } from './mutants';
import { paymentsTemplates } from '../../../support/payments-templates';
import { deploymentOf } from '../../deployment/deployment';
import { otherTemplates } from '../apps/other-templates';
import { audit } from '../audit';
import { runTrial } from '../run-trial';
import { systemOf } from '../system';
import { otherSystems } from '../systems';

const TEMPLATES = paymentsTemplates();
const SYSTEM = systemOf(deploymentOf(TEMPLATES));
const OTHERS = otherSystems(otherTemplates());

test.each(MUTANTS.map(mutant => [mutant.without, mutant] as const))('without %s a law is broken, and with it none', async (without, mutant) => {
  const { alteration, trial, caughtBy } = mutant;
  const system = trial.system === undefined ? SYSTEM : OTHERS[trial.system];
  expect((await runTrial(system, 0, { ...trial, name: without })).violations).toEqual([]);
  const { violations } = await runTrial(system, 0, { ...trial, name: without, alteration });
  expect(violations.map(({ invariant }) => invariant)).toEqual(expect.arrayContaining([...caughtBy]));
});

test('law 1: recovery may call no control plane of us-east-1, and a forced run names nothing of the other Region', () => {
  const { findings, roles, actions, definitions } = audit(TEMPLATES);
  expect(findings).toEqual([]);
  expect([roles > 20, actions > 100, definitions]).toEqual([true, true, 2]);
});

test('law 1: the audit finds a control plane that is granted, and a Region that is named', () => {
  const [home, standby] = ['us-east-1', 'us-west-2'];
  const stacks = TEMPLATES.stacks.map(stack => ({
    ...stack,
    resources: Object.fromEntries(Object.entries(stack.resources).map(([id, resource]) => {
      const { Type, Properties } = resource;
      if (Type === 'AWS::StepFunctions::StateMachine' && stack.region === standby) {
        return [id, { ...resource, Properties: { ...Properties, DefinitionString: Properties.DefinitionString.replaceAll(standby, home) } }];
      }
      const document = Properties?.PolicyDocument;
      return Type !== 'AWS::IAM::Policy' && Type !== 'AWS::IAM::ManagedPolicy' ? [id, resource] : [id, {
        ...resource,
        Properties: { ...Properties, PolicyDocument: { ...document, Statement: [...document.Statement, { Effect: 'Allow', Action: 'route53:ChangeResourceRecordSets' }] } },
      }];
    })),
  }));
  const { findings } = audit({ ...TEMPLATES, stacks });
  expect(findings.join('\n')).toMatch(/may route53:ChangeResourceRecordSets/);
  expect(findings.join('\n')).toMatch(/in us-west-2 names something of us-east-1/);
});

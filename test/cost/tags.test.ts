import type { App, CfnResource } from 'aws-cdk-lib';
import { TagManager } from 'aws-cdk-lib';
import { paymentsApp } from '../app/payments-app';
import { resourcesOf, valuesOf } from '../support/templates';

const TAGS = ['application', 'environment', 'dr-role', 'region-role', 'team'];

/** The keys of every property that holds tags, as a list of pairs or as a map. */
function tagKeys(properties: { [name: string]: unknown }): string[] {
  return [...valuesOf(properties)].filter(([property, value]) => /Tags$/.test(property) && value !== null && typeof value === 'object')
    .flatMap(([, value]) => Array.isArray(value) ? value.map(tag => String(tag.Key)) : Object.keys(value as object));
}

describe('the payments app', () => {
  const app: App = paymentsApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  const ofLibrary = (path: string) => path.startsWith('Payments/Stacks/');
  const taggable = app.node.findAll()
    .filter((construct): construct is CfnResource => TagManager.isTaggable(construct) || TagManager.isTaggableV2(construct))
    .filter(construct => ofLibrary(construct.node.path) && 'cfnResourceType' in construct);
  const resources = resourcesOf(app);

  test('COST-03: every taggable resource of the library has the tags by which its cost is told apart', () => {
    expect(taggable.length).toBeGreaterThan(150);
    const untagged = taggable.map(construct => {
      const id = construct.stack.resolve(construct.logicalId);
      const { properties } = resources.find(({ stack, logicalId }) => stack === construct.stack && logicalId === id)!;
      return [construct.node.path, TAGS.filter(key => !tagKeys(properties).includes(key))];
    }).filter(([, missing]) => missing.length > 0);
    expect(untagged).toEqual([]);
  });

  test('COST-03: the tag of the Region\'s role is that of the stack\'s Region', () => {
    const roles = new Map(taggable.map(construct => [construct.stack.region, new Set<string>()]));
    taggable.forEach(construct => roles.get(construct.stack.region)!.add((TagManager.of(construct)!.tagValues() as { [key: string]: string })['region-role']));
    expect(roles.get('us-west-2')).toEqual(new Set(['secondary']));
    expect([...roles.get('us-east-1')!].sort()).toEqual(expect.arrayContaining(['primary']));
    expect([...roles.get('us-east-1')!]).not.toContain('secondary');
  });
});

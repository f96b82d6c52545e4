import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import type { Sections } from './fixture';
import { pattern } from './fixture';

describe('the names and options of stores', () => {
  const partitionKey = { name: 'session_id', type: AttributeType.STRING };
  /** What only a caller without types can give. */
  const untyped = (sections: object) => sections as Sections;

  test.each<[string, Sections, string]>([
    ['with a blank', { databases: { 'my db': {} } }, 'databases["my db"]: the name is part of ids and names of resources, and must be 1 to 40 letters'],
    ['that is empty', { buckets: { '': {} } }, 'buckets[""]: the name is part of'],
    ['that begins with a digit', { buckets: { 2024: {} } }, 'buckets["2024"]: the name is part of'],
    ['with a slash', { sessionTables: { 'a/b': { partitionKey } } }, 'sessionTables["a/b"]: the name is part of'],
    ['of 41 characters', { databases: { ['a'.repeat(41)]: {} } }, `databases["${'a'.repeat(41)}"]: the name is part of`],
    ['that another has in other case', { buckets: { Docs: {}, docs: {} } },
      'buckets["docs"]: it differs from buckets["Docs"] in letter case only, and ids and names of resources are in lower case. Rename one'],
  ])('law 6: a name %s is refused', (_case, sections, message) => {
    expect(() => pattern(sections)).toThrow(`[Payments] ${message}`);
  });

  test.each<[string, Sections, string]>([
    ['undefined', untyped({ databases: { main: undefined } }),
      'databases["main"] = undefined: an entry holds the options of a store. Write {} for the defaults, or leave the entry out.'],
    ['null', untyped({ buckets: { main: null } }), 'buckets["main"] = null: an entry holds the options of a store. Write {} for the defaults'],
    ['a boolean', untyped({ sessionTables: { main: true } }),
      'sessionTables["main"] = true: an entry holds the options of a store. Write { partitionKey: { name, type } }, or leave the entry out.'],
    ['a table without partition key', untyped({ sessionTables: { main: {} } }),
      'sessionTables["main"].partitionKey: every table has a partition key, an attribute with a name and a type. Write partitionKey: '],
    ['a table with a nameless partition key', untyped({ sessionTables: { main: { partitionKey: {} } } }), 'sessionTables["main"].partitionKey: every table'],
  ])('law 6: %s in place of a store is refused', (_case, sections, message) => {
    expect(() => pattern(sections)).toThrow(`[Payments] ${message}`);
  });

  test('OPS-05: the longest names that are accepted make ids and names that are, and differ where they do', () => {
    const [one, other] = ['a', 'b'].map(last => `${'Documents'.repeat(4)}-2-${last}`);
    expect(one).toHaveLength(40);
    const dr = pattern({
      databases: { [one]: {}, [other]: {} },
      sessionTables: { [one]: { partitionKey }, [other]: { partitionKey } },
      buckets: { [one]: {}, [other]: {} },
    });
    for (const region of dr.topology.regions) {
      expect(dr.orchestrator.plan(region).steps.map(step => step.id)).toContain(`promote-database-${one.toLowerCase()}`);
      expect(dr.buckets[one].forRegion(region).bucketName).not.toBe(dr.buckets[other].forRegion(region).bucketName);
    }
  });
});

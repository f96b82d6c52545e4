import type { AppTree, StackRecord } from './app-tree';

export interface RegionInventory {
  readonly name: string;
  readonly role: string;
  readonly stacks: readonly StackInventory[];
  readonly resources: number;
}

export interface StackInventory {
  readonly name: string;
  readonly resources: number;
  /** Most numerous first. */
  readonly services: readonly { readonly name: string; readonly count: number }[];
  /** Names of the stacks to wait for; those that are implied by others are left out. */
  readonly waitsFor: readonly string[];
}

/** What an app creates, per Region and stack: the home Region first, stacks in the order of their deployment. */
export function inventoryOf(tree: AppTree): RegionInventory[] {
  const stacks = inDeploymentOrder(tree.stacks);
  const regions = [...new Set([tree.primary, tree.secondary, ...stacks.map(stack => stack.region)])]
    .filter((region): region is string => stacks.some(stack => stack.region === region));
  return regions.map(region => {
    const own = stacks.filter(stack => stack.region === region);
    return {
      name: region,
      role: roleOf(region, tree),
      stacks: own.map(stack => stackInventory(stack, tree.stacks)),
      resources: own.reduce((sum, stack) => sum + stack.resources.length, 0),
    };
  });
}

function roleOf(region: string, tree: AppTree): string {
  switch (region) {
    case tree.primary: return 'home Region';
    case tree.secondary: return 'standby Region';
    default: return 'shared by both Regions';
  }
}

function stackInventory(stack: StackRecord, all: readonly StackRecord[]): StackInventory {
  const counts = new Map<string, number>();
  for (const { type } of stack.resources) {
    const service = serviceOf(type);
    counts.set(service, (counts.get(service) ?? 0) + 1);
  }
  return {
    name: stack.name,
    resources: stack.resources.length,
    services: [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name)),
    waitsFor: nearestDependencies(stack, all).map(dependency => dependency.name),
  };
}

function serviceOf(type: string): string {
  const [vendor, service] = type.split('::');
  return vendor === 'AWS' ? service : 'custom resources';
}

/** Dependencies that no other dependency already waits for. */
function nearestDependencies(stack: StackRecord, all: readonly StackRecord[]): StackRecord[] {
  const direct = all.filter(other => stack.dependencies.includes(other.id));
  return direct.filter(candidate => !direct.some(other => other !== candidate && waitsFor(other, candidate, all)));
}

function waitsFor(stack: StackRecord, target: StackRecord, all: readonly StackRecord[]): boolean {
  return stack.dependencies.includes(target.id)
    || all.some(other => stack.dependencies.includes(other.id) && waitsFor(other, target, all));
}

function inDeploymentOrder(stacks: readonly StackRecord[]): StackRecord[] {
  const ordered: StackRecord[] = [];
  const visit = (stack: StackRecord) => {
    if (!ordered.includes(stack)) {
      stacks.filter(other => stack.dependencies.includes(other.id)).forEach(visit);
      ordered.push(stack);
    }
  };
  stacks.forEach(visit);
  return ordered;
}

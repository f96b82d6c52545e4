import type { LinkKind, PictureModel } from './model';

/** The picture in words, for those who cannot see it. */
export function describe(model: PictureModel): string {
  const sentences = [
    ...[...model.regions, ...model.shared].map(region => `${region.name} (${region.role}) holds ${listed(region.groups
      .flatMap(group => group.nodes).map(node => node.title)) || 'nothing'}.`),
    ...linkSentence(model, 'replication', 'Replicated between the Regions'),
    ...linkSentence(model, 'backup', 'Copied between the Regions'),
    ...linkSentence(model, 'peering', 'Connected'),
    ...model.path.map((step, index) => `Failover step ${index + 1}: ${step.title}, ${step.detail}.`),
  ];
  return sentences.join(' ');
}

function linkSentence(model: PictureModel, kind: LinkKind, begin: string): string[] {
  const labels = model.links.filter(link => link.kind === kind).map(link => link.label);
  return labels.length === 0 ? [] : [`${begin}: ${listed([...new Set(labels)])}.`];
}

function listed(words: readonly string[]): string {
  return words.join(', ');
}

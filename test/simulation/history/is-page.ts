/** Whether a topic reaches the people on call. The one for information is read when there is time. */
export function isPage(topic: string): boolean {
  return !topic.includes('-information-');
}

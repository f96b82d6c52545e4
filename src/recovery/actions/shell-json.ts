/** What a shell puts into a payload when it is typed: a text that is a JSON string, or a number. */
export class ShellVariable {
  /** @param expansion within double quotes, for example `$RUN` or `${REASON:?say why}`. What it yields is not escaped again. */
  constructor(public readonly expansion: string, private readonly type: 'text' | 'number' = 'text') {}

  /** Between the single quotes of the shell, which it leaves and takes up again. */
  public get inJson(): string {
    const expanded = `'"${this.expansion}"'`;
    return this.type === 'text' ? `"${expanded}"` : expanded;
  }
}

/** JSON as one word of a shell, whatever characters it holds. Nothing in it is expanded but variables that are named as such. */
export function shellJson(value: unknown): string {
  return `'${written(value)}'`;
}

function written(value: unknown): string {
  if (value instanceof ShellVariable) {
    return value.inJson;
  }
  if (Array.isArray(value)) {
    return `[${value.map(written).join()}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, each]) => each !== undefined);
    return `{${fields.map(([name, each]) => `${written(name)}:${written(each)}`).join()}}`;
  }
  return JSON.stringify(value).replace(/'/g, '\'\\\'\'');
}

/** The home folder that is meant: what was named, what the environment names, or `.lexops` in the working folder. */
export function homeFolder(named: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
  return named ?? (env["LEXOPS_HOME"] || ".lexops");
}

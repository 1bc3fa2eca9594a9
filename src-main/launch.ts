import path from 'node:path';

/** How the names of capture files end. */
const CAPTURE_ENDING = '.zmqcap';

export function isCaptureFile(file: string): boolean {
  return file.toLowerCase().endsWith(CAPTURE_ENDING);
}

/** Files named on a command line, as absolute paths: topologies end in `.json` and captures in `.zmqcap`, unlike the rest. */
export function filesOf(argv: readonly string[], folder: string): string[] {
  return argv
    .slice(1)
    .filter(
      (argument) => !argument.startsWith('-') && (argument.toLowerCase().endsWith('.json') || isCaptureFile(argument)),
    )
    .map((argument) => path.resolve(folder, argument));
}

/** Where this user's settings and autosave are, when the user or a test says another place than the system's. */
export function userDataFolder(
  switchValue: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const given = switchValue === '' ? environment['PATCHBAY_USER_DATA'] : switchValue;
  return given === undefined || given === '' ? undefined : path.resolve(given);
}

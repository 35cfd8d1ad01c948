import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheFolder } from '../support/host/cacheFolder.ts';
import { runSuite } from './suiteRun.ts';

/** The suite on a desktop VS Code: the one that `VSCODE_PATH` names, else the newest stable one, downloaded. */
const executable = process.env['VSCODE_PATH'] ?? (await download());
if (executable) {
  const { passed, failed } = await runSuite(executable);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
} else {
  process.exitCode = 1;
}

async function download(): Promise<string | null> {
  try {
    return await downloadAndUnzipVSCode({
      cachePath: cacheFolder('desktop'),
      timeout: 15_000,
      reporter: { report: () => undefined, error: () => undefined },
    });
  } catch (error) {
    const cause = error instanceof Error ? error.message.split('\n')[0] : 'no reason was given';
    console.error(
      `A desktop VS Code cannot be downloaded here (${cause}): set VSCODE_PATH to an installed one, or use npm run test:vscode, which runs the same tests on the VS Code from npm.`,
    );
    return null;
  }
}

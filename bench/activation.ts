import { openSession } from '../test/support/ui/session.ts';

/**
 * What VS Code itself says of our start ("Developer: Show Running Extensions"), in windows that open the pendulum example:
 *   node build.ts --production && node bench/activation.ts [ROUNDS]
 */

const rounds = Number(process.argv[2] ?? 5);
const session = await openSession();
try {
  const times: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const window = round === 1 ? session.window : await session.openWindow();
    await window.showSweeps();
    await window.row(/^pendulum, 160 items/).waitFor();
    await window.command('Developer: Show Running Extensions');
    const ours = window.page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Sweepdeck' });
    const text = await ours.first().innerText();
    const milliseconds = Number(/(\d+)ms/.exec(text)?.[1]);
    times.push(milliseconds);
    console.log(`${round}: ${milliseconds} ms`);
    if (round > 1) await window.page.close();
  }
  console.log(`median ${times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]} ms of ${rounds}; goal 50 ms`);
} finally {
  await session.close();
}

import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sweepTaskSchema } from '../../client/features/sweepTask.ts';
import { readManifest } from '../support/manifest.ts';
import { COMMANDS, CONTEXT, PURE_VIEWS, ROWS, RESULTS_PANEL, SCHEMA_LANGUAGE, TASK_LANGUAGE, TASK_TYPE, VIEWS } from '../../client/ids.ts';

interface Manifest {
  readonly main: string;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly languages: readonly { readonly id: string; readonly configuration: string; readonly icon: Readonly<Record<string, string>> }[];
    readonly grammars: readonly { readonly path: string }[];
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
      readonly icon: string;
      readonly enablement?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly keybindings: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly image: Readonly<Record<string, string>>; readonly altText: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly taskDefinitions: readonly { readonly type: string; readonly properties: object }[];
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
  };
}

// SAFETY: the shape is what this test is about; a missing member fails it.
const { activationEvents, contributes } = readManifest() as Manifest;
const commands = contributes.commands.map((one) => one.command);

it('contributes exactly the commands, views and languages of ids.ts', () => {
  expect(commands.toSorted()).toEqual(Object.values(COMMANDS).toSorted());
  expect(
    Object.values(contributes.views)
      .flat()
      .map((view) => view.id),
  ).toEqual(Object.values(VIEWS));
  expect(contributes.languages.map((language) => language.id)).toEqual([TASK_LANGUAGE, SCHEMA_LANGUAGE]);
});

it('is activated by languages, views and commands alone, which VS Code derives, and by a restored results page', () => {
  expect(activationEvents).toEqual([`onWebviewPanel:${RESULTS_PANEL}`]);
});

it('names only contributed commands in menus, keys and welcome texts', () => {
  const named = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map((one) => one.command);
  const linked = contributes.viewsWelcome.flatMap((one) =>
    [...one.contents.matchAll(/\(command:(sweepdeck\.[^)]+)\)/g)].map((match) => match[1] ?? ''),
  );
  for (const command of [...named, ...linked, ...PURE_VIEWS]) expect(commands).toContain(command);
});

it('writes welcome texts without markup, which VS Code would show as it is', () => {
  for (const { contents } of contributes.viewsWelcome) expect(contents).not.toMatch(/[`*_]/);
});

it('writes only known rows and context keys in its conditions', () => {
  const conditions = [...Object.values(contributes.menus).flat(), ...contributes.viewsWelcome].map((one) => one.when ?? '');
  const all = [...conditions, ...contributes.commands.map((one) => one.enablement ?? '')].join(' ');
  const rows: readonly string[] = Object.values(ROWS);
  for (const [, row] of all.matchAll(/viewItem == (\S+)/g)) expect(rows).toContain(row);
  for (const [, pattern] of all.matchAll(/viewItem =~ \/(\S+)\//g))
    expect(rows.some((row) => new RegExp(pattern ?? '').test(row))).toBe(true);
  const known: readonly string[] = [...Object.values(CONTEXT), ...Object.values(VIEWS)];
  for (const [name] of all.matchAll(/sweepdeck\.\w+/g)) expect(known).toContain(name);
});

it('has a walkthrough of five steps, each with pictures and with a command that it needs and ends with', () => {
  const steps = contributes.walkthroughs.flatMap((one) => one.steps);
  expect(steps).toHaveLength(5);
  for (const { description, media, completionEvents } of steps) {
    const command = /\(command:(sweepdeck\.[^)]+)\)/.exec(description)?.[1];
    expect(commands).toContain(command);
    expect(completionEvents).toEqual([`onCommand:${command}`]);
    expect(Object.keys(media.image)).toEqual(['dark', 'light', 'hc', 'hcLight']);
    for (const picture of Object.values(media.image)) expect(existsSync(picture), picture).toBe(true);
    expect(media.altText).not.toBe('');
  }
});

it('describes the tasks of tasks.json as they are read', () => {
  expect(contributes.taskDefinitions.map((one) => one.type)).toEqual([TASK_TYPE]);
  const own = Object.keys(sweepTaskSchema.shape).filter((name) => name !== 'type');
  expect(Object.keys(contributes.taskDefinitions[0]?.properties ?? {})).toEqual(own);
});

it('titles every command under the category Sweepdeck', () => {
  for (const one of contributes.commands) expect(one).toMatchObject({ category: 'Sweepdeck', title: expect.stringMatching(/^[A-Z]/) });
});

it('draws every command with an icon, and offers only those that look and copy where the workspace is not trusted', () => {
  for (const { command, icon, enablement } of contributes.commands) {
    expect(icon, command).toMatch(/^\$\([a-z-]+\)$/);
    const pure: readonly string[] = PURE_VIEWS;
    if (pure.includes(command)) expect(enablement, command).toBeUndefined();
    else expect(enablement, command).toMatch(/^(isWorkspaceTrusted|sweepdeck\.(running|ticked))$/);
  }
});

it('ships every file that it points to', () => {
  const icons = [
    ...contributes.languages.flatMap((one) => Object.values(one.icon)),
    ...Object.values(contributes.views)
      .flat()
      .map((one) => one.icon),
  ];
  const files = [...contributes.languages.map((one) => one.configuration), ...contributes.grammars.map((one) => one.path), ...icons];
  for (const file of files) expect(existsSync(file), file).toBe(true);
});

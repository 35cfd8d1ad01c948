import { expect, it } from 'vitest';
import * as z from 'zod';
import { defaultSettings, readSettings, settingsSchema } from '../../protocol/settings.ts';
import { readManifest } from '../support/manifest.ts';

interface Property {
  readonly scope: string;
  readonly default: unknown;
  readonly markdownDescription: string;
}

// SAFETY: the shape is what this test is about; a missing member fails it.
const manifest = readManifest() as {
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, Property>> } };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
};
const { properties } = manifest.contributes.configuration;

it('repeats the schema in package.json, setting by setting', () => {
  const { properties: own = {} } = z.toJSONSchema(settingsSchema, { io: 'output' });
  const expected = Object.entries(own).map(([name, schema]) => {
    // SAFETY: a member of a JSON Schema object made from objects is an object.
    const { description, ...rest } = schema as { readonly description?: string };
    return [`sweepdeck.${name}`, { ...rest, markdownDescription: description }];
  });
  const found = Object.entries(properties).map(([name, { scope: _, ...rest }]) => [name, rest]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
});

it('classifies every setting for trust: what decides which program runs is never taken from an untrusted folder', () => {
  const scopes = Object.fromEntries(Object.entries(properties).map(([name, { scope }]) => [name, scope]));
  expect(scopes).toEqual({
    'sweepdeck.workers': 'resource',
    'sweepdeck.python': 'machine-overridable',
    'sweepdeck.node': 'machine',
    'sweepdeck.codeLens.enabled': 'resource',
    'sweepdeck.inlayHints.enabled': 'resource',
    'sweepdeck.notifications': 'resource',
    'sweepdeck.trace.server': 'window',
  });
  expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual([
    'sweepdeck.python',
    'sweepdeck.node',
    'sweepdeck.workers',
  ]);
});

it('reads values that do not fit as the default', () => {
  const hostile: Readonly<Record<string, unknown>> = {
    workers: 1e9,
    python: ['rm'],
    node: null,
    'codeLens.enabled': 'yes',
    notifications: 'loud',
    'trace.server': {},
  };
  expect(readSettings((name) => hostile[name])).toEqual(defaultSettings());
  expect(readSettings((name) => (name === 'workers' ? 4 : undefined)).workers).toBe(4);
});

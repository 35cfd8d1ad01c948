import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { type EndpointFacts, endpointOf } from '../../protocol/endpoint.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const facts: EndpointFacts = {
  workspaceRealPath: '/home/ada/sweeps',
  env: { XDG_RUNTIME_DIR: '/run/user/7' },
  uid: 7,
  platform: 'linux',
  hash,
};
const name = hash('/home/ada/sweeps').slice(0, 16);

it('prefers the runtime folder, then TMPDIR, then /tmp', () => {
  expect(endpointOf(facts)).toEqual({
    folder: `/run/user/7/sweepdeck-7/${name}`,
    socket: `/run/user/7/sweepdeck-7/${name}/s`,
    tokenFile: `/run/user/7/sweepdeck-7/${name}/token`,
  });
  expect(endpointOf({ ...facts, env: { TMPDIR: '/var/t/' } }).folder).toBe(`/var/t/sweepdeck-7/${name}`);
  expect(endpointOf({ ...facts, env: {} }).folder).toBe(`/tmp/sweepdeck-7/${name}`);
});

it('skips folders that are relative, empty, or too long for a socket', () => {
  expect(endpointOf({ ...facts, env: { XDG_RUNTIME_DIR: 'run', TMPDIR: '' } }).folder).toBe(`/tmp/sweepdeck-7/${name}`);
  const long = `/${'x'.repeat(80)}`;
  expect(endpointOf({ ...facts, env: { XDG_RUNTIME_DIR: long, TMPDIR: '/var/t' } }).folder).toBe(`/var/t/sweepdeck-7/${name}`);
  expect(endpointOf({ ...facts, env: { XDG_RUNTIME_DIR: `/${'ü'.repeat(40)}` } }).folder).toBe(`/tmp/sweepdeck-7/${name}`);
});

it('gives each workspace and user a place of its own', () => {
  const places = [facts, { ...facts, workspaceRealPath: '/home/ada/other' }, { ...facts, uid: 8 }].map((one) => endpointOf(one).socket);
  expect(new Set(places).size).toBe(3);
});

it('uses a pipe on Windows, where paths ignore case', () => {
  const windows: EndpointFacts = {
    ...facts,
    workspaceRealPath: 'C:\\Ada',
    env: { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' },
    uid: undefined,
    platform: 'win32',
  };
  const found = endpointOf(windows);
  expect(found.socket).toMatch(/^\\\\\.\\pipe\\sweepdeck-[0-9a-f]{32}$/);
  expect(found.tokenFile).toBe(`${found.folder}\\token`);
  expect(endpointOf({ ...windows, workspaceRealPath: 'c:\\ada' })).toEqual(found);
  expect(endpointOf({ ...windows, env: { LOCALAPPDATA: 'C:\\Users\\bob\\AppData\\Local' } }).socket).not.toBe(found.socket);
});
